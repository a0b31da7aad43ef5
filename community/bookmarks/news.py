"""Telling the stream what members save: once, when others can see it, and not what came from a file."""

from community.activity import recording
from community.bookmarks.kinds import KIND
from community.bookmarks.models import Bookmark


def tell(bookmark: Bookmark) -> None:
    """In the transaction that makes the bookmark ready; the caller holds its owner's row."""
    shown = Bookmark.objects.shown().filter(pk=bookmark.pk, is_announced=False)
    if shown.update(is_announced=True):
        recording.record(actor=bookmark.owner, verb="bookmarked", target_kind=KIND, target_key=str(bookmark.pk))
