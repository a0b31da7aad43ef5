"""Pages about what members do and are told."""

from community.activity.views.choices import choose_audiences, choose_mails, mail_again
from community.activity.views.feeds import member_feed
from community.activity.views.notices import notices, open_notice, read_all, read_notice
from community.activity.views.stopping import stop_mails
from community.activity.views.stream import activity, member_activity

__all__ = [
    "activity",
    "choose_audiences",
    "choose_mails",
    "mail_again",
    "member_activity",
    "member_feed",
    "notices",
    "open_notice",
    "read_all",
    "read_notice",
    "stop_mails",
]
