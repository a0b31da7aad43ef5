"""Files of browsers: Netscape's bookmark format, as Firefox, Chrome, Safari, Pinboard and many others write it.

Folders become collections. A bookmark is a picture when its address ends like one; everything else is a link. What we
write says in attributes of our own what the format has no words for; others pass over them.
(https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582)
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from community.bookmarks import addresses
from community.bookmarks.exceptions import FileRefused, FileTooLarge
from community.bookmarks.moving.records import MAX_BOOKMARKS, Contents, Record, record

# One pass, no going back: a file of five megabytes of "<a " costs no more than any other.
_TAG = re.compile(r"<(/?)(a|dd|dl|dt|h3)\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'(?<![a-z_-])([a-z_-]++)\s*+=\s*+"([^"]*)"', re.IGNORECASE)
_TEXT = re.compile(r"[^<]*")
_BEGINNING = 2_000
_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""


def read(text: str) -> Contents:
    """Raises FileRefused."""
    if "netscape-bookmark-file" not in text[:_BEGINNING].lower():
        raise FileRefused
    reading = _Reading()
    for found in _TAG.finditer(text):
        is_end, name = bool(found[1]), found[2].lower()
        after = _TEXT.match(text, found.end())
        reading.take(name, is_end, found[3], html.unescape(after[0]).strip() if after else "")
        if len(reading.entries) > MAX_BOOKMARKS:
            raise FileTooLarge
    records = [_record(entry) for entry in reading.entries]
    good = [one for one in records if one]
    return Contents(records=good, skipped=len(records) - len(good))


def write(records: Iterable[Record]) -> Iterator[str]:
    """Pieces of the file: what is in no collection first, then a folder for each collection."""
    everything = list(records)
    yield _HEAD
    yield from (_entry(one) for one in everything if not one.collections)
    for name in sorted({name for one in everything for name in one.collections}):
        yield f"<DT><H3>{html.escape(name)}</H3>\n<DL><p>\n"
        yield from (_entry(one) for one in everything if name in one.collections)
        yield "</DL><p>\n"
    yield "</DL><p>\n"


class _Entry:
    def __init__(self, attributes: dict[str, str], title: str, folder: str) -> None:
        self.attributes = attributes
        self.title = title
        self.folder = folder
        self.description = ""


class _Reading:
    """The folders that are open, and the bookmarks found so far."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.folders: list[str] = []
        self.next_folder = ""

    def take(self, name: str, is_end: bool, raw: str, text: str) -> None:
        if name == "dl":
            self._open_or_close(is_end)
        elif is_end:
            return
        elif name == "h3":
            # The bar of the browser is a place there, not a collection.
            self.next_folder = "" if "toolbar_folder" in raw.lower() else text
        elif name == "a":
            attributes = {key.lower(): html.unescape(value) for key, value in _ATTRIBUTE.findall(raw)}
            self.entries.append(_Entry(attributes, text, self.folders[-1] if self.folders else ""))
        elif name == "dd" and self.entries:
            self.entries[-1].description = text

    def _open_or_close(self, is_end: bool) -> None:
        if not is_end:
            self.folders.append(self.next_folder)
            self.next_folder = ""
        elif self.folders:
            self.folders.pop()


def _record(entry: _Entry) -> Record | None:
    attributes = entry.attributes
    address = attributes.get("href", "")
    is_picture = attributes.get("data-kind") == "picture" or _looks_like_picture(address)
    return record(
        image=address if is_picture else "",
        page=attributes.get("data-page", "") if is_picture else address,
        title=entry.title,
        description=entry.description,
        tags=attributes.get("tags", "").split(","),
        is_private=attributes.get("private") == "1",
        saved_at=_moment(attributes.get("add_date", "")),
        collections=[entry.folder],
    )


def _looks_like_picture(address: str) -> bool:
    try:
        return addresses.is_of_picture(address)
    except ValueError:
        return False


def _moment(text: str) -> datetime | None:
    """Seconds since 1970; some write milliseconds or microseconds."""
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        return None
    number = int(text)
    while number > 10**11:
        number //= 1000
    return datetime.fromtimestamp(number, tz=UTC)


def _entry(one: Record) -> str:
    attributes = {"HREF": one.image_url or one.page_url}
    if one.saved_at:
        attributes["ADD_DATE"] = str(int(one.saved_at.timestamp()))
    if one.is_private:
        attributes["PRIVATE"] = "1"
    if one.tags:
        attributes["TAGS"] = ",".join(one.tags)
    if one.image_url:
        attributes |= {"DATA-KIND": "picture", "DATA-PAGE": one.page_url}
    written = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items())
    description = f"<DD>{html.escape(one.description)}\n" if one.description else ""
    return f"<DT><A {written}>{html.escape(one.title)}</A>\n{description}"
