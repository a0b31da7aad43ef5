"""Files that only some may have: they lie in PROTECTED_ROOT, outside of the public media, and have no address.

A view that has asked who wants one answers with `send`. What broke off goes on where it ended: one range at a time, as
RFC 9110 (13.1.5, 14) has it; several at once are answered with the whole.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

#: Where nginx sends them from, by itself only (`deploy/nginx-site.conf`).
EDGE_PREFIX = "/protected-files/"
_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class ProtectedStorage(FileSystemStorage):
    """Below PROTECTED_ROOT."""

    def url(self, name: str | None) -> str:
        raise ValueError("A protected file has no address.")


class RangeNotSatisfiable(Exception):
    """The file ends before the range begins."""


def protected_storage() -> ProtectedStorage:
    """For `FileField(storage=protected_storage)`."""
    return ProtectedStorage(location=settings.PROTECTED_ROOT)


def send(request: HttpRequest, file: FieldFile, *, name: str, version: str) -> HttpResponseBase:
    """The file, or the part of it that was asked for, to be saved as `name`; nobody but the reader keeps it.

    `version` is another one whenever the file is. Raises Http404 when it is not there.
    """
    headers = {
        "Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "Content-Disposition": content_disposition_header(True, _plain(name)) or "attachment",
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if settings.EDGE_SERVES_FILES:
        # nginx knows ranges, and says its own ETag.
        return HttpResponse(headers=headers | {"X-Accel-Redirect": EDGE_PREFIX + quote(str(file.name))})
    try:
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    return _answer(request, file, size, headers | {"ETag": f'"{version}"', "Accept-Ranges": "bytes"})


def wanted_range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """(first, last) byte of the one range that is asked for; None for the whole. Raises RangeNotSatisfiable."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or found is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found[1], found[2]
    if not first:
        return _ending(int(last), size) if last else None
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeNotSatisfiable
    return int(first), min(int(last), size - 1) if last else size - 1


def _ending(length: int, size: int) -> tuple[int, int]:
    if not length or not size:
        raise RangeNotSatisfiable
    return max(size - length, 0), size - 1


def _answer(request: HttpRequest, file: FieldFile, size: int, headers: dict[str, str]) -> HttpResponseBase:
    try:
        part = wanted_range(request, size, headers["ETag"])
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    headers = headers | {"Content-Length": str(last - first + 1)}
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(_chunks(file, first, last), status=206 if part else 200, headers=headers)


def _chunks(file: FieldFile, first: int, last: int) -> Iterator[bytes]:
    with file.storage.open(str(file.name)) as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := opened.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _plain(name: str) -> str:
    """Without folders and what cannot be seen: it becomes a header, and a name on somebody's disk."""
    return "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()).strip(". ") or "file"
