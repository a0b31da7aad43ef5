"""Telling input that no honest client sends: NUL characters, which PostgreSQL refuses, and broken UTF-8."""

import re
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDictKeyError

# A NUL written as an escape in JSON; an even number of backslashes before it makes it plain text.
_JSON_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
# What Django says of a text where a column wants a number.
_NO_NUMBER = re.compile(r"Field '\w+' expected a number but got ['\"\[]")
# Longer ones are no key of any row, and from 4,300 digits on Python refuses to read them.
_ABSURD_NUMBER = re.compile(r"[0-9]{19}")
#: Letters between two slashes: slugs have no more. File systems hold no more bytes.
LONGEST_NAME = 255
# Wagtail sends streams and rich text as JSON inside form fields.
_JSON_FIELD_PATHS = ("/admin/",)


def has_hostile_address(request: HttpRequest) -> bool:
    """Whether path, query, a header or a cookie holds a NUL or is not UTF-8, or the path an absurd number or name."""
    return (
        _has_broken_path(request)
        or _is_broken(_raw_query(request))
        or any("\x00" in value for name, value in request.META.items() if name.startswith("HTTP_"))
        or _has_nul_cookie(request)
    )


def has_hostile_body(request: HttpRequest) -> bool:
    """Whether a form or JSON body holds a NUL or is not UTF-8. Reads the body; uploaded files are not looked into."""
    if request.content_type == "multipart/form-data":
        return _has_nul_fields(request)
    if request.content_type == "application/x-www-form-urlencoded":
        return _is_broken(request.body) or _has_nul_fields(request)
    if request.content_type == "application/json":
        return _is_broken_json(request.body)
    return False


def is_about_malformed_form(exception: Exception) -> bool:
    """Whether a form could not be read for a field that is missing, or a key of a row that is no number."""
    if isinstance(exception, MultiValueDictKeyError | ValidationError):
        return True
    return isinstance(exception, ValueError) and bool(_NO_NUMBER.match(str(exception)))


def _has_broken_path(request: HttpRequest) -> bool:
    # Django writes broken bytes of a path as percent escapes again, ASGI servers as replacement characters.
    path = request.path_info
    return (
        "\ufffd" in request.path
        or _is_broken(path.encode())
        or bool(_ABSURD_NUMBER.search(path))
        or _has_long_name(path)
    )


def _has_long_name(path: str) -> bool:
    of_files = path.startswith((settings.MEDIA_URL, settings.STATIC_URL))
    return any(len(name.encode() if of_files else name) > LONGEST_NAME for name in path.split("/"))


def _raw_query(request: HttpRequest) -> bytes:
    """The bytes of the query: WSGI hands bytes over as Latin-1."""
    encoding = "latin-1" if hasattr(request, "environ") else "utf-8"
    return request.META.get("QUERY_STRING", "").encode(encoding, errors="replace")


def _has_nul_cookie(request: HttpRequest) -> bool:
    # Only an octal escape inside quotes can become a NUL; most requests are spared the parsing.
    return "\\000" in request.META.get("HTTP_COOKIE", "") and any("\x00" in value for value in request.COOKIES.values())


def _has_nul_fields(request: HttpRequest) -> bool:
    holds_json = request.path.startswith(_JSON_FIELD_PATHS)
    for name, values in request.POST.lists():
        for value in (name, *values):
            if "\x00" in value or (holds_json and value[:1] in ("{", "[") and _JSON_NUL.search(value)):
                return True
    return False


def _is_broken(encoded: bytes) -> bool:
    raw = unquote_to_bytes(encoded)
    return b"\x00" in raw or not _is_text(raw)


def _is_broken_json(body: bytes) -> bool:
    return b"\x00" in body or not _is_text(body) or bool(_JSON_NUL.search(body.decode()))


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
