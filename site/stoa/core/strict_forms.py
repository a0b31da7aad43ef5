"""Forms with files are read as UTF-8, whatever charset the request claims; bytes that are no text are an error.

Django would put a question mark (U+FFFD) in their place, pass over a part whose name is broken, and ask any codec of
Python's that a Content-Type names.
"""

import codecs
import re
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import multipartparser
from django.http.multipartparser import RAW, LazyStream, MultiPartParser, MultiPartParserError

_STRICT = "stoa_strict_utf8"
_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)
_NAMED = re.compile(rb"^content-disposition:.*$", re.IGNORECASE | re.MULTILINE)
_read_part = multipartparser.parse_boundary_stream  # type: ignore[attr-defined]  # the stubs lack it


def _find_codec(name: str) -> codecs.CodecInfo | None:
    return codecs.CodecInfo(codecs.utf_8_encode, _decode, name=_STRICT) if name == _STRICT else None


def _decode(raw: Any, errors: str = "strict") -> tuple[str, int]:
    """UTF-8 and nothing else: Django asks for `errors="replace"`, which is what this codec is here to refuse."""
    return codecs.utf_8_decode(raw, "strict", True)


codecs.register(_find_codec)


def _read_part_strictly(stream: LazyStream, max_header_size: int) -> tuple[Any, dict[str, Any], LazyStream]:
    """Django's reader of a part leaves out a head that is no text, and then the part: here that is an error."""
    kind, head, rest = _read_part(stream, max_header_size)
    if kind == RAW:
        start = rest.read(max_header_size)
        rest.unget(start)
        for line in _NAMED.findall(start.partition(b"\r\n\r\n")[0]):
            _decode(line)
    return kind, head, rest


# There is no other door: the parser calls it by this name, which a test guards.
multipartparser.parse_boundary_stream = _read_part_strictly  # type: ignore[attr-defined]  # as above


class StrictForms(FileUploadHandler):
    """The first upload handler: parses the form with the strict codec and leaves its files to the other handlers."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> Any:
        """The fields and files. Raises MultiPartParserError, which is a 400, where a field is no text."""
        assert self.request is not None  # noqa: S101 -- Django makes handlers for a request
        others = [handler for handler in self.request.upload_handlers if handler is not self]
        try:
            return MultiPartParser(meta, input_data, others, _STRICT).parse()
        except UnicodeDecodeError as error:
            raise MultiPartParserError("A field of the form is not UTF-8.") from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def without_charset(content_type: str) -> str:
    """A Content-Type that names no codec: on the web text is UTF-8."""
    return _CHARSET.sub("", content_type)
