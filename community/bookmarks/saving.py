"""The functions that write bookmarks for their owners.

Each that makes rows holds the owner's row while it writes: two of one member's browsers do not meet, and an account
that is being deleted gets nothing new. Removed bookmarks stay for some minutes, so that they can be brought back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from community.bookmarks import freshness, news, tagging
from community.bookmarks.exceptions import BookmarkGone, OwnerGone, SavedAlready, TooLateToUndo
from community.bookmarks.models import Bookmark, Collected, Collection, State
from community.bookmarks.removal import UNDO_TIME
from community.bookmarks.tasks import fetch_picture
from stoa.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a member says about a bookmark: `tags` are clean names, addresses are normalised."""

    title: str
    page_url: str = ""
    description: str = ""
    tags: Sequence[str] = ()
    is_private: bool = False
    collections: Iterable[Collection] = field(default_factory=tuple)

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "page_url": self.page_url,
            "description": self.description,
            "is_private": self.is_private,
        }


@transaction.atomic
def save_bookmark(*, owner: User, image_url: str, details: Details, now: datetime) -> tuple[Bookmark, bool]:
    """The bookmark, and whether it is new. Without `image_url` it is one of the page itself.

    What the member has already stays as it is and is filed under the tags and collections given, too. What they have
    removed lately is theirs again, with the new details. Raises OwnerGone.
    """
    lock_owner(owner)
    address = {"image_url": image_url} if image_url else {"image_url": "", "page_url": details.page_url}
    bookmark = Bookmark.objects.select_for_update().filter(owner=owner, **address).first()
    is_new = bookmark is None or bookmark.removed_at is not None
    if bookmark is None:
        state = State.WAITING if image_url else State.READY
        bookmark = Bookmark.objects.create(
            owner=owner, image_url=image_url, state=state, saved_at=now, asked_at=now, **details.columns
        )
    elif is_new:
        _begin_anew(bookmark, details, now)
    _file(bookmark, details)
    if bookmark.is_waiting:
        fetch_picture.delay_on_commit(bookmark.pk)
    else:
        news.tell(bookmark)
    freshness.purge(bookmark.owner_id)
    return bookmark, is_new


@transaction.atomic
def change(*, bookmark: Bookmark, image_url: str, details: Details, now: datetime) -> Bookmark:
    """Replace what is said about it; another address of the picture has it fetched anew.

    Raises SavedAlready or BookmarkGone.
    """
    row = _locked(bookmark)
    for name, value in details.columns.items():
        setattr(row, name, value)
    if image_url != row.image_url:
        _ask(row, image_url, now)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise SavedAlready from error
    tagging.set_tags(bookmark=row, names=details.tags)
    row.collected.exclude(collection__in=list(details.collections)).delete()
    _file(row, details)
    if row.is_waiting:
        fetch_picture.delay_on_commit(row.pk)
    freshness.purge(row.owner_id)
    return row


@transaction.atomic
def retry(*, bookmark: Bookmark, now: datetime) -> None:
    """Fetch a refused picture once more; quietly nothing in another state. Raises BookmarkGone."""
    row = _locked(bookmark)
    if not row.is_refused:
        return
    _ask(row, row.image_url, now)
    row.save()
    fetch_picture.delay_on_commit(row.pk)


@transaction.atomic
def remove(*, bookmark: Bookmark, now: datetime) -> None:
    """Take a bookmark away; `bring_back` undoes it for UNDO_TIME."""
    if Bookmark.objects.kept().filter(pk=bookmark.pk).update(removed_at=now):
        freshness.purge(bookmark.owner_id)


@transaction.atomic
def remove_all(*, owner: User, now: datetime) -> int:
    """Take every bookmark of a member away; `bring_back` undoes it for UNDO_TIME. Answers how many there were."""
    number = Bookmark.objects.of(owner).update(removed_at=now)
    freshness.purge(owner.pk)
    return number


@transaction.atomic
def bring_back(*, owner: User, removed_at: datetime, now: datetime) -> int:
    """Undo what was removed at this moment; answers how many came back. Raises TooLateToUndo when none can."""
    lock_owner(owner)
    removed = Bookmark.objects.filter(owner=owner, removed_at=removed_at, removed_at__gt=now - UNDO_TIME)
    number = removed.update(removed_at=None)
    if not number:
        raise TooLateToUndo
    freshness.purge(owner.pk)
    return number


def lock_owner(owner: User) -> None:
    """Hold the account until the transaction ends; others may still refer to it. Raises OwnerGone."""
    if User.objects.select_for_update(no_key=True).filter(pk=owner.pk, is_active=True).first() is None:
        raise OwnerGone


def _locked(bookmark: Bookmark) -> Bookmark:
    row = Bookmark.objects.kept().select_for_update().filter(pk=bookmark.pk).first()
    if row is None:
        raise BookmarkGone
    return row


def _begin_anew(bookmark: Bookmark, details: Details, now: datetime) -> None:
    """A removed bookmark that is saved again: what it was filed under is forgotten."""
    for name, value in details.columns.items():
        setattr(bookmark, name, value)
    bookmark.removed_at, bookmark.saved_at = None, now
    if bookmark.is_refused:
        _ask(bookmark, bookmark.image_url, now)
    bookmark.save()
    bookmark.tagged.all().delete()
    bookmark.collected.all().delete()


def _ask(bookmark: Bookmark, image_url: str, now: datetime) -> None:
    """Have the picture at this address fetched, as if nobody had tried."""
    bookmark.image_url = image_url
    bookmark.state = State.WAITING
    bookmark.reason = ""
    bookmark.picture = None
    bookmark.asked_at, bookmark.started_at, bookmark.attempts = now, None, 0


def _file(bookmark: Bookmark, details: Details) -> None:
    """Put it under the tags and into the owner's own collections."""
    tagging.add_tags(bookmark=bookmark, tags=tagging.named(details.tags).values())
    own = [one for one in details.collections if one.owner_id == bookmark.owner_id]
    rows = [Collected(collection=one, bookmark=bookmark) for one in own]
    Collected.objects.bulk_create(rows, ignore_conflicts=True)
