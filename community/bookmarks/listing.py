"""Pages of bookmarks, newest first, and collections as cards, each in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from community.bookmarks import freshness
from community.bookmarks.models import Bookmark, Collected, Collection
from community.bookmarks.models.bookmarks import SHOWN_IF, BookmarkQuerySet
from community.members.people import profile_tag
from community.members.visibility import owners_visible_to
from stoa.core import pagecache
from stoa.core.keyset import Place

A_PAGE = 8


@dataclass(frozen=True)
class ListPage:
    """Some bookmarks of a list; `older` is the place where the next page begins, or nothing."""

    bookmarks: list[Bookmark]
    older: str = ""
    is_first: bool = True


@dataclass
class CollectionCard:
    """A collection with the number of bookmarks to be seen in it, and its picture."""

    collection: Collection
    count: int
    picture: Any = None
    extra: dict[str, Any] = field(default_factory=dict)


def page_of(request: HttpRequest, bookmarks: BookmarkQuerySet) -> ListPage:
    """The page of the list that `?before=` names, the first one if it names none. Three queries."""
    place = Place.read(request.GET.get("before", ""))
    rows = bookmarks.filter(place.older(moment="saved_at")) if place else bookmarks
    found = list(rows.newest_first().shown_as("gallery")[: A_PAGE + 1])
    shown = found[:A_PAGE]
    older = str(Place(shown[-1].saved_at, shown[-1].pk)) if len(found) > A_PAGE else ""
    return ListPage(shown, older, place is None)


def seen_by_all() -> BookmarkQuerySet:
    """What everybody may see of all members' bookmarks."""
    return Bookmark.objects.shown().filter(owners_visible_to(AnonymousUser(), "bookmarks", path="owner"))


def say_shown(request: HttpRequest, bookmarks: Iterable[Bookmark], *tags: str) -> None:
    """Tell the page cache that the answer shows these and their owners."""
    owners = {bookmark.owner_id for bookmark in bookmarks}
    pagecache.shows(request, *(profile_tag(owner) for owner in owners), *tags)


def say_of_owner(request: HttpRequest, owner_id: int) -> None:
    """Tell the page cache that the answer shows bookmarks of one member only."""
    pagecache.shows(request, freshness.owner_tag(owner_id), profile_tag(owner_id))


def cards(collections: QuerySet[Collection], *, seen_by_owner: bool) -> list[CollectionCard]:
    """Collections with what their owner, or everybody else, sees in them. Three queries."""
    inside = _inside("bookmarks__", seen_by_owner)
    newest = _newest_picture(seen_by_owner)
    rows = list(collections.annotate(number=Count("bookmarks", filter=inside), newest=newest))
    chosen: set[Any] = {row.cover_id for row in rows} | {row.newest for row in rows}
    seen = Bookmark.objects.kept() if seen_by_owner else Bookmark.objects.shown()
    pictured = seen.filter(pk__in=chosen - {None}, picture__isnull=False).shown_as("gallery").in_bulk()
    return [
        CollectionCard(
            row, row.number, getattr(pictured.get(row.cover_id) or pictured.get(row.newest), "picture", None)
        )
        for row in rows
    ]


def _newest_picture(seen_by_owner: bool) -> Subquery:
    """The key of the newest bookmark with a picture in a collection."""
    inside = _inside("bookmark__", seen_by_owner)
    rows = Collected.objects.filter(inside, collection=OuterRef("pk"), bookmark__picture__isnull=False)
    return Subquery(rows.order_by("-bookmark__saved_at", "-bookmark").values("bookmark")[:1])


def _inside(path: str, seen_by_owner: bool) -> Q:
    """What counts of a collection, asked of a related row."""
    wanted = {"removed_at": None} if seen_by_owner else SHOWN_IF
    return Q(**{f"{path}{name}": value for name, value in wanted.items()})
