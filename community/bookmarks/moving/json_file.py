"""Bookmarks and collections as JSON: all that a member has said about them, out and in again without loss."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from community.bookmarks.exceptions import FileRefused, FileTooLarge
from community.bookmarks.models import Sharing
from community.bookmarks.moving.records import (
    MAX_BOOKMARKS,
    CollectionRecord,
    Contents,
    Record,
    collection_name,
    record,
    storable,
)

FORMAT = "stoa-bookmarks"
VERSION = 1


def read(text: str) -> Contents:
    """Raises FileRefused."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileRefused from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
        raise FileRefused
    rows = _list(data, "bookmarks")
    if len(rows) > MAX_BOOKMARKS:
        raise FileTooLarge
    records = [_record(row) for row in rows]
    good = [one for one in records if one]
    collections = [one for row in _list(data, "collections")[:MAX_BOOKMARKS] if (one := _collection(row))]
    return Contents(records=good, collections=collections, skipped=len(records) - len(good))


def write(records: Iterable[Record], collections: Iterable[CollectionRecord]) -> str:
    data = {
        "format": FORMAT,
        "version": VERSION,
        "collections": [
            {"name": one.name, "description": one.description, "sharing": one.sharing, "cover": one.cover}
            for one in collections
        ],
        "bookmarks": [
            {
                "image": one.image_url,
                "page": one.page_url,
                "title": one.title,
                "description": one.description,
                "tags": one.tags,
                "private": one.is_private,
                "saved": one.saved_at.isoformat() if one.saved_at else None,
                "collections": list(one.collections),
            }
            for one in records
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _record(row: Any) -> Record | None:
    if not isinstance(row, dict):
        return None
    return record(
        image=_text(row, "image"),
        page=_text(row, "page"),
        title=_text(row, "title"),
        description=_text(row, "description"),
        tags=_texts(row, "tags"),
        is_private=row.get("private") is True,
        saved_at=_moment(_text(row, "saved")),
        collections=_texts(row, "collections"),
    )


def _collection(row: Any) -> CollectionRecord | None:
    name = collection_name(_text(row, "name")) if isinstance(row, dict) else ""
    if not name:
        return None
    sharing = _text(row, "sharing")
    return CollectionRecord(
        name=name,
        description=storable(_text(row, "description")).strip()[:1000],
        sharing=sharing if sharing in Sharing.values else Sharing.PRIVATE,
        cover=_text(row, "cover"),
    )


def _list(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    return value if isinstance(value, list) else []


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _texts(row: dict[str, Any], name: str) -> list[str]:
    return [value for value in _list(row, name) if isinstance(value, str)]


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
