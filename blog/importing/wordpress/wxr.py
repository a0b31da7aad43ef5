"""Reads a WordPress export (WXR 1.0 to 1.2) record by record, in memory that does not grow with the file.

https://wordpress.org/documentation/article/tools-export-screen/ — an RSS 2.0 file with elements of its own.
A document type declaration is refused, so entity bombs and external entities never reach the parser.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from blog.importing.wordpress import records
from blog.importing.wordpress.exceptions import ImportRefusedError
from blog.importing.wordpress.parsing import author, item, term
from blog.importing.wordpress.stream import CleanStream

Record = records.Site | records.Author | records.Term | records.Item

WORDPRESS_NAMESPACE = re.compile(r"https?://wordpress\.org/export/\d+\.\d+/")
PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
RECORDS: dict[str, Callable[[Element], Record]] = {
    "item": item,
    "wp:author": author,
    "wp:category": term,
    "wp:tag": term,
    "wp:term": term,
}
SITE_FIELDS = {
    "title": "title",
    "link": "url",
    "description": "description",
    "language": "language",
    "wp:wxr_version": "version",
    "wp:base_blog_url": "url",
}
RECORD_LIMIT = 64 * 1024 * 1024
RECORD_DEPTH = 2


class WxrFile:
    """An export file. Iterating yields its records in file order, the site always before the first item."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stream = CleanStream(path)

    def __iter__(self) -> Iterator[Record]:
        reader = _Reader()
        try:
            for chunk in self.stream:
                reader.parser.Parse(chunk.encode("utf-8", "replace"), False)
                yield from reader.take()
            reader.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ImportRefusedError(self._explain(error, reader)) from error
        if not reader.is_wordpress:
            raise ImportRefusedError(f"{self.path} is an RSS feed but not a WordPress export: no wxr_version in it.")
        yield from reader.take()

    def items(self) -> Iterator[records.Item]:
        return (record for record in self if isinstance(record, records.Item))

    def _explain(self, error: expat.ExpatError, reader: "_Reader") -> str:
        where = f"line {error.lineno}, column {error.offset + 1}"
        if not reader.has_root:
            return f"{self.path} is not an XML file ({where})."
        if self.stream.position >= self.stream.size and error.code in UNFINISHED:
            return f"{self.path} is cut off: the file ends inside <{reader.path_here()}>. Export it again."
        return f"{self.path} is broken at {where}: {expat.ErrorString(error.code)}."


UNFINISHED = {
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}


class _Reader:
    """Parser callbacks: builds a small tree for each record and forgets everything else."""

    def __init__(self) -> None:
        self.has_root = False
        self.is_wordpress = False
        self._path: list[str] = []
        self._builder: TreeBuilder | None = None
        self._text: list[str] = []
        self._record_size = 0
        self._site: dict[str, str] | None = {}
        self._ready: list[Record] = []
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def take(self) -> list[Record]:
        ready, self._ready = self._ready, []
        return ready

    def path_here(self) -> str:
        return "/".join(self._path)

    def _refuse_doctype(self, *_args: object) -> None:
        raise ImportRefusedError(
            "The file declares a document type or entities, which a WordPress export never does: refused."
        )

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = _short(name)
        self._check_place(tag)
        self._path.append(tag)
        self._text.clear()
        if self._builder is None and len(self._path) == RECORD_DEPTH + 1 and tag in RECORDS:
            self._builder = TreeBuilder()
            self._record_size = 0
        if self._builder is not None:
            self._builder.start(tag, _attributes)

    def _check_place(self, tag: str) -> None:
        if not self._path and tag != "rss":
            raise ImportRefusedError(f"This is not a WordPress export: its root is <{tag}>, not <rss>.")
        self.has_root = True
        self.is_wordpress |= tag.startswith("wp:")

    def _data(self, text: str) -> None:
        if self._builder is None:
            if len(self._path) == RECORD_DEPTH + 1:
                self._text.append(text)
            return
        self._record_size += len(text)
        if self._record_size > RECORD_LIMIT:
            raise ImportRefusedError(f"One item is larger than {RECORD_LIMIT // 1024**2} MB: refused.")
        self._builder.data(text)

    def _end(self, name: str) -> None:
        tag = self._path.pop()
        if self._builder is not None:
            self._builder.end(tag)
            if len(self._path) == RECORD_DEPTH:
                self._finish_record(tag, self._builder.close())
                self._builder = None
        elif len(self._path) == RECORD_DEPTH and tag in SITE_FIELDS and self._site is not None:
            if text := "".join(self._text).strip().rstrip("/"):
                self._site[SITE_FIELDS[tag]] = text
        elif len(self._path) < RECORD_DEPTH:
            self._finish_site()

    def _finish_record(self, tag: str, element: Element) -> None:
        if tag == "item":
            self._finish_site()
        self._ready.append(RECORDS[tag](element))

    def _finish_site(self) -> None:
        if self._site is not None:
            self._ready.append(records.Site(**self._site))
            self._site = None


def _short(name: str) -> str:
    """`"https://wordpress.org/export/1.2/ post_id"` -> `"wp:post_id"`, whatever version and prefix the file uses."""
    namespace, _, tag = name.rpartition(" ")
    match = WORDPRESS_NAMESPACE.match(namespace)
    if match:
        return ("excerpt:" if namespace.endswith("excerpt/") else "wp:") + tag
    return PREFIXES.get(namespace, "other:" if namespace else "") + tag
