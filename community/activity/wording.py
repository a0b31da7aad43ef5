"""What the stream says of the verbs that all rooms share, and what members are told by this one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.activity import notices, verbs
from community.activity.models import Mail
from community.activity.notices import NoticeKind
from community.activity.verbs import Verb
from community.members.models import Audience

VERBS = (
    Verb(name="joined", label=_("That I joined"), sentence=_("{actor} joined")),
    Verb(
        name="followed",
        label=_("Whom I follow"),
        sentence=_("{actor} follows {thing}"),
        grouped={"": ngettext_lazy("{actor} follows {count} member", "{actor} follows {count} members")},
        part="followers",
    ),
    Verb(
        name="commented",
        label=_("My comments"),
        sentence=_("{actor} commented on {within}"),
        grouped={"": ngettext_lazy("{actor} wrote {count} comment", "{actor} wrote {count} comments")},
    ),
    Verb(
        name="published",
        label=_("What I publish"),
        sentence=_("{actor} published {thing}"),
        grouped={
            "post": ngettext_lazy("{actor} published {count} post", "{actor} published {count} posts"),
            "": ngettext_lazy("{actor} published {count} page", "{actor} published {count} pages"),
        },
        part="posts",
    ),
    Verb(
        name="liked",
        label=_("What I like"),
        sentence=_("{actor} likes {thing}"),
        grouped={
            "post": ngettext_lazy("{actor} likes {count} post", "{actor} likes {count} posts"),
            "bookmark": ngettext_lazy("{actor} likes {count} picture", "{actor} likes {count} pictures"),
            "comment": ngettext_lazy("{actor} likes {count} comment", "{actor} likes {count} comments"),
            "": ngettext_lazy("{actor} likes {count} thing", "{actor} likes {count} things"),
        },
        part="likes",
    ),
    Verb(
        name="bookmarked",
        label=_("Pictures that I save"),
        sentence=_("{actor} saved {thing}"),
        grouped={"": ngettext_lazy("{actor} saved {count} picture", "{actor} saved {count} pictures")},
        part="bookmarks",
    ),
    Verb(
        name="enrolled",
        label=_("Courses that I take"),
        sentence=_("{actor} takes the course {thing}"),
        default_audience=Audience.NOBODY,
    ),
    Verb(name="completed", label=_("Courses that I complete"), sentence=_("{actor} completed {thing}")),
)
NOTICES = (
    NoticeKind(
        name="new_follower",
        label=_("Somebody follows me"),
        sentence=_("{actor} follows you"),
        default_mail=Mail.DAILY,
    ),
)


def register_all() -> None:
    for verb in VERBS:
        verbs.register(verb)
    for kind in NOTICES:
        notices.register(kind)
