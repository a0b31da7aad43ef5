"""Pages about members: the list of people, profiles, relations, one's own dashboard."""

from community.members.views.own import blocked, choose_visibility, dashboard, muted
from community.members.views.profiles import followers, following, member
from community.members.views.relations import (
    actions,
    block_member,
    follow_member,
    mute_member,
    unblock_member,
    unfollow_member,
    unmute_member,
)
from community.members.views.search import people

__all__ = [
    "actions",
    "block_member",
    "blocked",
    "choose_visibility",
    "dashboard",
    "follow_member",
    "followers",
    "following",
    "member",
    "mute_member",
    "muted",
    "people",
    "unblock_member",
    "unfollow_member",
    "unmute_member",
]
