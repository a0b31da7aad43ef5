"""What bookmarks hold about a member. They are nobody else's to keep: they go with the account in any case."""

from collections.abc import Iterable

from community.bookmarks.models import Bookmark, Collection
from community.bookmarks.moving import exporting
from stoa.accounts import privacy
from stoa.accounts.models import User
from stoa.accounts.privacy.registry import NamedFile


def register() -> None:
    privacy.register(
        privacy.Data(model=Bookmark, export=_bookmarks, erase=privacy.delete_rows(Bookmark, "owner"), files=_pictures)
    )
    collections = privacy.rows(Collection, "owner", "name", "description", "sharing", "created_at")
    privacy.register(privacy.Data(model=Collection, export=collections, erase=privacy.delete_rows(Collection, "owner")))


def _bookmarks(user: User) -> Iterable[privacy.Row]:
    """As the export of bookmarks says them."""
    for record in exporting.records_of(user):
        yield vars(record) | {"collections": list(record.collections)}


def _pictures(user: User) -> Iterable[NamedFile]:
    """Each stored file once; two bookmarks may have the same picture."""
    rows = Bookmark.objects.of(user).filter(picture__isnull=False).select_related("picture").order_by("picture", "pk")
    named = {row.picture.file.name: row.picture.file for row in rows.iterator(chunk_size=500) if row.picture}
    for name, file in named.items():
        yield f"pictures/{name.rpartition('/')[2]}", file
