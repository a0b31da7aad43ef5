"""Addresses of the old site, brought to one form so that they can be compared."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from blog.importing.wordpress.numbers import number_of

SIZE_SUFFIX = re.compile(r"-(?:\d+x\d+|scaled|rotated)(?=\.\w+$)")
# WordPress.com's picture servers put the real address behind their own name.
PICTURE_SERVER = re.compile(r"^i\d\.wp\.com/")
NUMBER_PARAMETERS = ("p", "page_id", "attachment_id")


def key_of(url: str) -> str:
    """`https://www.old.example/2020//one/?x=1#y` -> `old.example/2020/one`; "" for what is no web address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "") or not host:
        return ""
    path = "/".join(part for part in unquote(parts.path).split("/") if part)
    return f"{host}/{path}"


def number_in(url: str) -> int | None:
    """The post that `/?p=12` asks for."""
    try:
        query = parse_qs(urlsplit(url).query)
    except ValueError:
        return None
    for name in NUMBER_PARAMETERS:
        for value in query.get(name, []):
            if (number := number_of(value)) is not None:
                return number
    return None


def path_of(url: str) -> str:
    """Path with a slash at both ends, for a redirect; "" where there is none worth one."""
    path = key_of(url).partition("/")[2]
    return f"/{path}/" if path else ""


def picture_keys(url: str) -> list[str]:
    """Keys under which a picture's own file may be known: as written, and without WordPress's size suffix."""
    key = PICTURE_SERVER.sub("", key_of(url))
    plain = SIZE_SUFFIX.sub("", key)
    return [key] if plain == key else [key, plain]
