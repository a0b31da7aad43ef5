"""Addresses of the web, brought to one spelling, so that the same one is known again (RFC 3986, section 6.2)."""

import re
from urllib.parse import SplitResult, quote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stoa.core.fetching import ADDRESS_LENGTH, PORTS

#: Endings of pictures that we take.
PICTURE_ENDINGS = (".avif", ".gif", ".jpe", ".jpeg", ".jpg", ".png", ".webp")
_UNRESERVED = "-._~"
_PATH = _UNRESERVED + "/!$&'()*+,;=:@%"
_QUERY = _PATH + "?"
_PERCENT = re.compile("%([0-9A-Fa-f]{2})")
_BLANKS = re.compile(r"[\t\n\r]")


def normalised(address: str) -> str:
    """The one spelling of the address of a file. Raises ValidationError when it is no address that we take."""
    try:
        parts = urlsplit(_BLANKS.sub("", address.strip()))
        port = parts.port
        host = _host(parts)
    except (ValueError, UnicodeError) as error:
        raise ValidationError(_("This is not a web address.")) from error
    if parts.scheme.lower() not in PORTS or not host:
        raise ValidationError(_("A web address begins with http:// or https://."))
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("An address with a password in it would show that to others."))
    place = host if port in (None, PORTS[parts.scheme.lower()]) else f"{host}:{port}"
    query = f"?{_quoted(parts.query, _QUERY)}" if parts.query else ""
    whole = f"{parts.scheme.lower()}://{place}{_path(parts.path)}{query}"
    if len(whole) > ADDRESS_LENGTH:
        raise ValidationError(_("This address is too long."))
    return whole


def normalised_page(address: str) -> str:
    """The same for a page, of which the fragment may be the part that somebody meant."""
    whole = normalised(address)
    _rest, _mark, fragment = _BLANKS.sub("", address.strip()).partition("#")
    full = f"{whole}#{_quoted(fragment, _QUERY)}" if fragment else whole
    return full if len(full) <= ADDRESS_LENGTH else whole


def is_of_picture(address: str) -> bool:
    """Does the address look like that of a picture?"""
    return urlsplit(address).path.lower().endswith(PICTURE_ENDINGS)


def _host(parts: SplitResult) -> str:
    """Raises UnicodeError for a name that cannot be one, ValueError for odd letters in it."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    name = host.encode("idna").decode() if not host.isascii() else host
    if not re.fullmatch(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?", name) or ".." in name:
        raise ValueError(name)
    return name


def _path(path: str) -> str:
    """With the dots of `/a/../b` followed; other slashes stay, because servers may tell them apart."""
    kept: list[str] = []
    names = path.split("/")[1:]
    for name in names:
        if name == "..":
            kept[-1:] = []
        elif name != ".":
            kept.append(name)
    if names and names[-1] in (".", ".."):
        kept.append("")
    return _quoted("/" + "/".join(kept), _PATH)


def _quoted(text: str, safe: str) -> str:
    """Percent signs that begin no escape are escaped, escapes get capital letters, needless ones are taken away."""
    whole = _PERCENT.sub(_tidied, re.sub("%(?![0-9A-Fa-f]{2})", "%25", text))
    return quote(whole, safe=safe)


def _tidied(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in _UNRESERVED) else found[0].upper()
