"""Places in long lists, newest first: "older than this row" costs the same on every page, however deep.

Lists are ordered by a moment and, where two are equal, by primary key; or by primary key alone. A place is written as
"moment-key", the moment in microseconds since 1970, or "key"; nonsense is the beginning of the list.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db.models import Q

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# No more digits than a moment before the year 5000, and a key of the database, can have.
_WRITTEN = re.compile(r"([0-9]{1,16})-([0-9]{1,18})", re.ASCII)
_KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


def read_key(text: str) -> int | None:
    """The primary key that somebody typed or followed a link to; None for nonsense."""
    return int(text) if _KEY.fullmatch(text) else None


def read_keys(texts: Iterable[str]) -> list[int]:
    """Those of many that can be a primary key."""
    return [key for text in texts if (key := read_key(text)) is not None]


def read_uuid(text: str) -> UUID | None:
    """The key that somebody typed or followed a link to, as we write it; None for nonsense."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text else None


@dataclass(frozen=True)
class Place:
    """Where a row stands in its list."""

    moment: datetime
    pk: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The place that somebody typed or followed a link to; None for nonsense."""
        found = _WRITTEN.fullmatch(text)
        return cls(_EPOCH + int(found[1]) * _MICROSECOND, int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{(self.moment - _EPOCH) // _MICROSECOND}-{self.pk}"

    def older(self, *, moment: str = "created_at") -> Q:
        """The condition on rows further down; `moment` names the field of the order."""
        # The first half lets an index on the moment begin at the right place.
        return Q(**{f"{moment}__lte": self.moment}) & (Q(**{f"{moment}__lt": self.moment}) | Q(pk__lt=self.pk))
