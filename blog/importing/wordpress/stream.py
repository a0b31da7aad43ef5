"""The export file as a stream of clean UTF-8 text that an XML parser accepts.

Real exports hold control characters, broken UTF-8 and references such as `&#8;`, each of which stops a parser;
they are taken out here and counted.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from blog.importing.wordpress.exceptions import ImportRefusedError

CHUNK = 256 * 1024
FORBIDDEN_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORBIDDEN_REFERENCES = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));")
REFERENCE_LENGTH = 16
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
COMPRESSED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}


class CleanStream:
    """Iterates over the file in chunks of text; `repairs` counts afterwards what was taken out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.position = 0
        self.repairs: Counter[str] = Counter()

    def __iter__(self) -> Iterator[str]:
        self.repairs.clear()
        self.position = 0
        try:
            yield from self._read()
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise ImportRefusedError(f"{self.path} cannot be read: {reason.lower()}.") from error

    def _read(self) -> Iterator[str]:
        self.size = self.path.stat().st_size
        with self.path.open("rb") as file:
            decoder = self._decoder(file.read(1024))
            file.seek(0)
            rest = ""
            while chunk := file.read(CHUNK):
                self.position += len(chunk)
                text = rest + decoder.decode(chunk)
                cut = self._safe_cut(text)
                yield self._clean(text[:cut])
                rest = text[cut:]
            yield self._clean(rest + decoder.decode(b"", final=True))

    def _decoder(self, head: bytes) -> codecs.IncrementalDecoder:
        if not head.strip():
            raise ImportRefusedError(f"{self.path} is empty.")
        for magic, name in COMPRESSED.items():
            if head.startswith(magic):
                raise ImportRefusedError(f"{self.path} is a {name} archive: unpack it first and give the .xml file.")
        encoding = next(
            (name for mark, name in BYTE_ORDER_MARKS.items() if head.startswith(mark)),
            None,
        )
        if encoding is None:
            declared = ENCODING.search(head)
            encoding = declared[1].decode("ascii") if declared else "utf-8"
        try:
            return codecs.getincrementaldecoder(encoding)(errors="replace")
        except LookupError as error:
            raise ImportRefusedError(f"{self.path} says it is written in {encoding}, which is unknown.") from error

    def _safe_cut(self, text: str) -> int:
        """Where to cut so that no character reference is split."""
        ampersand = text.rfind("&", max(0, len(text) - REFERENCE_LENGTH))
        return len(text) if ampersand == -1 else ampersand

    def _clean(self, text: str) -> str:
        self.repairs["broken characters"] += text.count("\ufffd")
        for pattern in (FORBIDDEN_CHARACTERS, FORBIDDEN_REFERENCES):
            text, count = pattern.subn("", text)
            self.repairs["control characters"] += count
        return text
