"""Taking in what a file holds: what one has already stays, pictures are fetched little by little by the sweep."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from community.bookmarks import freshness, tagging
from community.bookmarks.collecting import MAX_COLLECTIONS
from community.bookmarks.exceptions import FileRefused, FileTooLarge
from community.bookmarks.fetching import FORGOTTEN_AFTER
from community.bookmarks.models import Bookmark, Collected, Collection, State, TaggedBookmark
from community.bookmarks.moving import json_file, netscape
from community.bookmarks.moving.records import MAX_BYTES, CollectionRecord, Contents, Record
from community.bookmarks.saving import lock_owner
from stoa.accounts.models import User

BATCH = 500
Keyed = dict[tuple[str, str], Bookmark]


@dataclass(frozen=True)
class Report:
    """What came of an import; `unfiled` counts collections for which there was no room."""

    new: int
    known: int
    skipped: int
    unfiled: int


def read(data: bytes) -> Contents:
    """What the bytes of a file hold, whichever format it is. Raises FileRefused."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused from error
    contents = json_file.read(text) if text.lstrip().startswith("{") else netscape.read(text)
    contents.refuse_too_much()
    return contents


def take_in(*, owner: User, contents: Contents, now: datetime) -> Report:
    """What the file holds, a batch at a time, so that others can write in between. Raises OwnerGone.

    A file that broke off in the middle can be taken in again: what is there already stays as it is.
    """
    records = _merged(contents.records)
    collections, unfiled = _collections(owner, records, contents.collections)
    rows: Keyed = {}
    new = 0
    for start in range(0, len(records), BATCH):
        found, made = _take_batch(owner, records[start : start + BATCH], collections, now)
        rows |= found | made
        new += len(made)
    _set_covers(contents.collections, collections, rows)
    freshness.purge(owner.pk)
    return Report(new, len(rows) - new, contents.skipped, unfiled)


def _merged(records: Iterable[Record]) -> list[Record]:
    """One record of each address: a file names a bookmark in every folder it is in."""
    first: dict[tuple[str, str], Record] = {}
    names: dict[tuple[str, str], dict[str, None]] = {}
    for one in records:
        first.setdefault(one.key, one)
        names.setdefault(one.key, {}).update(dict.fromkeys(one.collections))
    return [replace(one, collections=tuple(names[key])) for key, one in first.items()]


@transaction.atomic
def _take_batch(
    owner: User, records: list[Record], collections: dict[str, Collection], now: datetime
) -> tuple[Keyed, Keyed]:
    """The bookmarks of these records, those that were there and those that are new, filed."""
    lock_owner(owner)
    known = _known(owner, records)
    Bookmark.objects.filter(pk__in=[one.pk for one in known.values()], removed_at__isnull=False).update(removed_at=None)
    made = _make(owner, [one for one in records if one.key not in known], now)
    _file(records, known | made, collections)
    return known, made


def _known(owner: User, records: list[Record]) -> Keyed:
    """What the member has of these already, removed ones too."""
    own = Bookmark.objects.filter(owner=owner)
    pictures = own.filter(image_url__in=[one.image_url for one in records if one.image_url])
    links = own.filter(image_url="", page_url__in=[one.page_url for one in records if not one.image_url])
    return {(row.image_url, "") if row.image_url else ("", row.page_url): row for row in (*pictures, *links)}


def _make(owner: User, records: list[Record], now: datetime) -> Keyed:
    rows = [
        Bookmark(
            owner=owner,
            image_url=one.image_url,
            page_url=one.page_url,
            title=one.title,
            description=one.description,
            is_private=one.is_private,
            saved_at=min(one.saved_at or now, now),
            state=State.WAITING if one.image_url else State.READY,
            # As if forgotten: the sweep fetches some at a time.
            asked_at=now - FORGOTTEN_AFTER,
            is_announced=True,
        )
        for one in records
    ]
    Bookmark.objects.bulk_create(rows, batch_size=BATCH)
    return {one.key: row for one, row in zip(records, rows, strict=True)}


@transaction.atomic
def _collections(
    owner: User, records: list[Record], described: list[CollectionRecord]
) -> tuple[dict[str, Collection], int]:
    """{name: collection} of all that are named, as far as there is room, and how many there was none for."""
    lock_owner(owner)
    facts = {one.name: one for one in described}
    names = list(dict.fromkeys([*facts, *(name for one in records for name in one.collections)]))
    own = {one.name: one for one in Collection.objects.filter(owner=owner)}
    missing = [name for name in names if name not in own]
    room = missing[: max(MAX_COLLECTIONS - len(own), 0)]
    made = []
    for name in room:
        said = facts.get(name) or CollectionRecord(name=name)
        made.append(Collection(owner=owner, name=name, description=said.description, sharing=said.sharing))
    Collection.objects.bulk_create(made)
    return own | {one.name: one for one in made}, len(missing) - len(room)


def _file(records: list[Record], rows: Keyed, collections: dict[str, Collection]) -> None:
    tags = tagging.named({name for one in records for name in one.tags})
    tagged = [TaggedBookmark(content_object=rows[one.key], tag=tags[name]) for one in records for name in one.tags]
    TaggedBookmark.objects.bulk_create(tagged, batch_size=BATCH, ignore_conflicts=True)
    collected = [
        Collected(collection=collections[name], bookmark=rows[one.key])
        for one in records
        for name in one.collections
        if name in collections
    ]
    Collected.objects.bulk_create(collected, batch_size=BATCH, ignore_conflicts=True)


def _set_covers(described: list[CollectionRecord], collections: dict[str, Collection], rows: Keyed) -> None:
    for one in described:
        collection, cover = collections.get(one.name), rows.get((one.cover, ""))
        if collection and cover and collection.cover_id is None:
            collection.cover = cover
            collection.save(update_fields=["cover"])
