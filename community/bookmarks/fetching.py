"""Fetching the picture of a bookmark: in a task, one at a time for each bookmark, again when it was forgotten.

The row says how far it is: whoever sets out notes the moment, so that no other does at the same time; whatever comes
is taken only while the bookmark still waits for it. Nothing is held while the network is asked.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from community.bookmarks import freshness, news, pictures, previews
from community.bookmarks.exceptions import PictureRefused
from community.bookmarks.models import Bookmark, Picture, Reason, State
from community.bookmarks.models.bookmarks import BookmarkQuerySet
from stoa.accounts.models import User
from stoa.core.exceptions import FetchRefused, TooLarge
from stoa.core.fetching import fetch

logger = logging.getLogger(__name__)
#: A bookmark whose fetch has not ended after this time was forgotten: fetching takes ten seconds, encoding less.
FORGOTTEN_AFTER = timedelta(seconds=90)
#: A picture that ends the process each time is not tried for ever.
MAX_ATTEMPTS = 3


def fetch_for(bookmark_id: int) -> None:
    """Fetch the picture of a waiting bookmark; quietly nothing when it is gone, done or being fetched already."""
    now = timezone.now()
    bookmark = _set_out(bookmark_id, now)
    if bookmark is None:
        return
    try:
        picture = picture_at(bookmark.image_url, now=now)
    except PictureRefused as refusal:
        _refuse(bookmark, refusal.reason)
        return
    take(bookmark=bookmark, picture=picture)


def picture_at(address: str, *, now: datetime) -> Picture:
    """The picture at this address, stored. Raises PictureRefused."""
    found = previews.fetched(address)
    if found:
        return found
    try:
        body = fetch(address).body
    except TooLarge as error:
        raise PictureRefused(Reason.TOO_LARGE) from error
    except FetchRefused as error:
        # Why is for the log only: it may tell of our own network.
        logger.info("Not fetched: %s", error)
        raise PictureRefused(Reason.UNREACHABLE) from error
    return pictures.store(body=body, now=now)


def forgotten(now: datetime, at_most: int) -> list[int]:
    """Keys of bookmarks whose picture somebody should fetch, the longest waiting first."""
    lost = Q(started_at=None, asked_at__lt=now - FORGOTTEN_AFTER) | Q(started_at__lt=now - FORGOTTEN_AFTER)
    waiting = Bookmark.objects.kept().filter(lost, state=State.WAITING)
    return list(waiting.order_by("asked_at", "pk").values_list("pk", flat=True)[:at_most])


def _set_out(bookmark_id: int, now: datetime) -> Bookmark | None:
    """The bookmark, noted as being fetched from now on; None when there is nothing to do."""
    free = Q(started_at=None) | Q(started_at__lt=now - FORGOTTEN_AFTER)
    mine = Bookmark.objects.kept().filter(free, pk=bookmark_id, state=State.WAITING)
    if not mine.update(started_at=now, attempts=F("attempts") + 1):
        return None
    bookmark = Bookmark.objects.filter(pk=bookmark_id).first()
    if bookmark and bookmark.attempts > MAX_ATTEMPTS:
        _refuse(bookmark, Reason.DAMAGED)
        return None
    return bookmark


@transaction.atomic
def take(*, bookmark: Bookmark, picture: Picture) -> None:
    """Give the bookmark its picture, when both are still there; else it is fetched again, or swept."""
    # The owner first, as whoever saves does it: else the two could wait for each other.
    if User.objects.select_for_update(no_key=True).filter(pk=bookmark.owner_id).first() is None:
        return
    if Picture.objects.select_for_update().filter(pk=picture.pk).first() is None:
        return
    if _still_waiting(bookmark).update(state=State.READY, picture=picture):
        news.tell(bookmark)
        freshness.purge(bookmark.owner_id)


@transaction.atomic
def _refuse(bookmark: Bookmark, reason: str) -> None:
    _still_waiting(bookmark).update(state=State.REFUSED, reason=reason)


def _still_waiting(bookmark: Bookmark) -> BookmarkQuerySet:
    """The row, as long as it waits for this very fetch: its owner may have asked for another picture meanwhile."""
    return Bookmark.objects.filter(
        pk=bookmark.pk, state=State.WAITING, image_url=bookmark.image_url, started_at=bookmark.started_at
    )
