"""Celery tasks of bookmarks, and the jobs of the sweep."""

from celery import shared_task
from django.utils import timezone

from community.bookmarks import fetching, pictures, previews, removal
from community.bookmarks.exceptions import PictureRefused

#: So many forgotten pictures are fetched at each sweep: an import must not keep the workers from everything else.
SWEPT_AT_ONCE = 20


@shared_task(name="community.bookmarks.tasks.fetch_picture")
def fetch_picture(bookmark_id: int) -> None:
    fetching.fetch_for(bookmark_id)


@shared_task(name="community.bookmarks.tasks.fetch_preview")
def fetch_preview(address: str) -> None:
    """Fetch the picture that somebody is about to save."""
    try:
        picture = fetching.picture_at(address, now=timezone.now())
    except PictureRefused as refusal:
        previews.end(address, reason=refusal.reason)
    else:
        previews.end(address, picture_id=picture.pk)


def sweep() -> None:
    """Fetch what was forgotten, delete what was removed for good, and the pictures that nobody has any more."""
    now = timezone.now()
    for bookmark_id in fetching.forgotten(now, SWEPT_AT_ONCE):
        fetch_picture.delay(bookmark_id)
    removal.delete_removed(now=now)
    pictures.remove_unused(now=now)
