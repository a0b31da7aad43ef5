"""Lists of likes: who likes a thing, and what a member likes."""

from dataclasses import dataclass
from typing import Any

from community.members import lists, people, visibility
from community.members.lists import PeopleList
from community.reactions.models import Like
from stoa.accounts.models import User
from stoa.core import things
from stoa.core.access import Viewer
from stoa.core.keyset import Place

THINGS_A_PAGE = 24


@dataclass(frozen=True, kw_only=True)
class LikedThings:
    """Some of what a member likes; `older` is the place of the next page, "" on the last."""

    shown: list[things.Shown]
    older: str


def likers(shown: things.Shown, viewer: Any) -> PeopleList:
    """Who likes a thing, of those who let the viewer see what they like; latest first."""
    members = people.shown().filter(visibility.owners_visible_to(viewer, "likes"))
    rows = Like.objects.filter(kind=shown.kind, key=shown.key, user__in=members)
    return lists.latest_moment_first(rows, member_of="user")


def liked_things(owner: User, viewer: Viewer, before: str) -> LikedThings:
    """What `owner` likes and the viewer may see, newest first, from the place `before` on."""
    rows = Like.objects.filter(user=owner).order_by("-created_at", "-pk")
    place = Place.read(before)
    if place:
        rows = rows.filter(place.older())
    found = list(rows[: THINGS_A_PAGE + 1])
    page = found[:THINGS_A_PAGE]
    visible = things.find_all([(row.kind, row.key) for row in page], viewer)
    older = str(Place(page[-1].created_at, page[-1].pk)) if len(found) > THINGS_A_PAGE else ""
    shown = [visible[row.kind, row.key] for row in page if (row.kind, row.key) in visible]
    return LikedThings(shown=shown, older=older)
