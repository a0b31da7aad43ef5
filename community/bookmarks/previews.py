"""Pictures fetched for the form before anything is saved.

What came of it is kept in the shared cache for some minutes, under the address: losing it only means that the picture
is fetched once more. A stored picture that gets no bookmark is swept.
"""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache

from community.bookmarks.models import Picture, Reason

SECONDS = 15 * 60


@dataclass(frozen=True)
class Preview:
    """What is known of the picture at an address: on its way, `picture`, or the `reason` why there is none."""

    picture: Picture | None = None
    reason: str = ""

    @property
    def said(self) -> str:
        """The reason in words."""
        return str(Reason(self.reason).label) if self.reason else ""

    @property
    def is_waiting(self) -> bool:
        return not (self.picture or self.reason)


def begin(address: str) -> bool:
    """Note that the picture is on its way; answers whether nobody had asked for it yet."""
    return cache.add(_key(address), {}, SECONDS)


def end(address: str, *, picture_id: int | None = None, reason: str = "") -> None:
    cache.set(_key(address), {"picture": picture_id, "reason": reason}, SECONDS)


def forget(address: str) -> None:
    cache.delete(_key(address))


def look(address: str) -> Preview | None:
    """None where no preview was asked for, or it is forgotten."""
    facts = cache.get(_key(address))
    if facts is None:
        return None
    if facts.get("picture") is None:
        return Preview(None, facts.get("reason", ""))
    picture = Picture.objects.filter(pk=facts["picture"]).first()
    return Preview(picture) if picture else None


def fetched(address: str) -> Picture | None:
    """The picture at an address, if it was fetched lately."""
    found = look(address)
    return found.picture if found else None


def _key(address: str) -> str:
    return f"bookmarks:preview:{hashlib.sha256(address.encode()).hexdigest()}"
