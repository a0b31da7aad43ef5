"""What the export holds, in a temporary database: items find each other without keeping the file in memory."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from blog.importing.wordpress import records
from blog.importing.wordpress.addresses import key_of, number_in, picture_keys
from blog.importing.wordpress.wxr import WxrFile

SCHEMA = """
CREATE TABLE items (id INTEGER PRIMARY KEY, kind TEXT, status TEXT, parent INTEGER, title TEXT);
CREATE TABLE addresses (key TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID;
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY, url TEXT, key TEXT, parent INTEGER, position INTEGER,
    alt TEXT, caption TEXT, title TEXT, creator TEXT
);
CREATE INDEX attachments_key ON attachments (key);
CREATE INDEX attachments_parent ON attachments (parent);
CREATE TABLE blocks (id INTEGER PRIMARY KEY, content TEXT);
"""
ATTACHMENT = "SELECT id, url, parent, alt, caption, title, creator FROM attachments "


@dataclass(frozen=True, slots=True)
class Attachment:
    id: int
    url: str
    parent: int
    alt: str
    caption: str
    title: str
    creator: str


class ExportIndex:
    """Built by one pass over the file, which is thereby checked as a whole before anything is written."""

    def __init__(self) -> None:
        self.site = records.Site()
        self.authors: list[records.Author] = []
        self.terms: list[records.Term] = []
        self.item_count = 0
        self._folder = TemporaryDirectory(prefix="stoa-wordpress-")
        self._database = sqlite3.connect(Path(self._folder.name) / "index.sqlite3")
        self._database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def read(self, file: WxrFile) -> Iterator[int]:
        """Read the whole file; yields the number of bytes read so far."""
        for record in file:
            if isinstance(record, records.Item):
                self._add(record)
                yield file.stream.position
            elif isinstance(record, records.Author):
                self.authors.append(record)
            elif isinstance(record, records.Term):
                self.terms.append(record)
            else:
                self.site = record
        self._database.commit()

    def item_at(self, url: str) -> int | None:
        """Number of the post, page or attachment that had this address."""
        if not self._is_own(url):
            return None
        number = number_in(url)
        if number is not None and self.kind_of(number):
            return number
        row = self._one("SELECT id FROM addresses WHERE key = ?", key_of(url))
        return row[0] if row else None

    def kind_of(self, number: int) -> str:
        row = self._one("SELECT kind FROM items WHERE id = ?", number)
        return row[0] if row else ""

    def status_of(self, number: int) -> str:
        row = self._one("SELECT status FROM items WHERE id = ?", number)
        return row[0] if row else ""

    def parent_of(self, number: int) -> int:
        row = self._one("SELECT parent FROM items WHERE id = ?", number)
        return row[0] if row else 0

    def shared_block(self, number: int) -> str | None:
        row = self._one("SELECT content FROM blocks WHERE id = ?", number)
        return row[0] if row else None

    def attachment(self, number: int) -> Attachment | None:
        row = self._one(ATTACHMENT + "WHERE id = ?", number)
        return Attachment(*row) if row else None

    def attachment_at(self, url: str) -> Attachment | None:
        for key in picture_keys(url):
            row = self._one(ATTACHMENT + "WHERE key = ? ORDER BY id LIMIT 1", key)
            if row:
                return Attachment(*row)
        return None

    def attachments_of(self, post: int) -> list[Attachment]:
        return list(self._attachments("WHERE parent = ? ORDER BY position, id", post))

    def attachments(self) -> Iterator[Attachment]:
        return self._attachments("ORDER BY id")

    def attachment_count(self) -> int:
        return self._database.execute("SELECT count(*) FROM attachments").fetchone()[0]

    def _attachments(self, rest: str, *values: object) -> Iterator[Attachment]:
        return (Attachment(*row) for row in self._database.execute(ATTACHMENT + rest, values))

    def _add(self, item: records.Item) -> None:
        self.item_count += 1
        if not item.id:
            return
        self._database.execute(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?)",
            (item.id, item.kind, item.status, item.parent, item.title),
        )
        if item.kind in ("post", "page", "attachment") and key_of(item.link).partition("/")[2]:
            self._database.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", (key_of(item.link), item.id))
        if item.kind == "attachment":
            self._add_attachment(item)
        if item.kind == "wp_block":
            self._database.execute("INSERT OR REPLACE INTO blocks VALUES (?, ?)", (item.id, item.content))

    def _add_attachment(self, item: records.Item) -> None:
        url = item.attachment_url or item.guid
        alt = item.meta.get("_wp_attachment_image_alt", "").strip()
        values = (item.id, url, key_of(url), item.parent, item.order, alt, item.excerpt, item.title, item.creator)
        self._database.execute("INSERT OR REPLACE INTO attachments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def _is_own(self, url: str) -> bool:
        """Whether an address is one of the old site's; a site in a folder of a host counts only that folder."""
        own, key = key_of(self.site.url), key_of(url)
        return bool(own) and (key == own or key.startswith(own.rstrip("/") + "/"))

    def _one(self, query: str, *values: object) -> tuple | None:
        return self._database.execute(query, values).fetchone()
