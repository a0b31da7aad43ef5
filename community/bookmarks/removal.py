"""Deleting for good what nobody brought back."""

from datetime import datetime, timedelta

from django.db import transaction

from community.bookmarks.models import Bookmark

UNDO_TIME = timedelta(minutes=10)
BATCH = 200


@transaction.atomic
def delete_removed(*, now: datetime) -> int:
    """Delete bookmarks whose owners can no longer bring them back, some at a time; answers how many."""
    late = Bookmark.objects.select_for_update().filter(removed_at__lte=now - UNDO_TIME).order_by("removed_at", "pk")
    ids = list(late.values_list("pk", flat=True)[:BATCH])
    Bookmark.objects.filter(pk__in=ids).delete()
    return len(ids)
