"""A member's bookmarks as a file."""

from collections.abc import Iterator

from django.db.models import Prefetch

from community.bookmarks.models import Bookmark, Collection, TaggedBookmark
from community.bookmarks.moving import json_file, netscape
from community.bookmarks.moving.records import CollectionRecord, Record
from stoa.accounts.models import User

BATCH = 500


def as_json(owner: User) -> str:
    return json_file.write(records_of(owner), collections_of(owner))


def as_html(owner: User) -> str:
    return "".join(netscape.write(records_of(owner)))


def records_of(owner: User) -> Iterator[Record]:
    """The oldest first, in whatever state."""
    # In one query with their tags: a batch may have more of them than a query of SQLite can name.
    with_tags = Prefetch("tagged", TaggedBookmark.objects.select_related("tag"))
    rows = Bookmark.objects.of(owner).order_by("saved_at", "pk")
    for row in rows.prefetch_related(with_tags, "collections").iterator(chunk_size=BATCH):
        yield Record(
            image_url=row.image_url,
            page_url=row.page_url,
            title=row.title,
            description=row.description,
            tags=sorted(tagged.tag.name for tagged in row.tagged.all()),
            is_private=row.is_private,
            saved_at=row.saved_at,
            collections=tuple(sorted(one.name for one in row.collections.all())),
        )


def collections_of(owner: User) -> list[CollectionRecord]:
    rows = Collection.objects.filter(owner=owner).by_name().select_related("cover")
    return [
        CollectionRecord(
            name=row.name,
            description=row.description,
            sharing=row.sharing,
            cover=row.cover.image_url if row.cover else "",
        )
        for row in rows
    ]
