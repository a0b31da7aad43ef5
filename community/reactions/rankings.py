"""What was seen most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.reactions.models import ViewCount, ViewDay
from stoa.core import things
from stoa.core.access import Viewer

LENGTH = 10
# What visitors may not see, or not in their language, is passed over; more than so many rows are not looked at.
_LOOKED_AT = 60
PERIODS = {"7": _("This week"), "30": _("This month"), "": _("Ever")}


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A thing and how often it was seen."""

    shown: things.Shown
    number: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """The ranking of one kind."""

    kind: str
    label: str | Promise
    rows: Sequence[Ranked]


def ranking(
    kind: str, *, days: int | None = None, limit: int = LENGTH, viewer: Viewer | None = None, language: str = ""
) -> list[Ranked]:
    """The things of a kind that were seen most, in all or in the last `days`; only what the viewer may see.

    With a `language`, pages in others are left out.
    """
    numbers = _numbers(kind, days)
    found = things.find_all(((kind, key) for key, _number in numbers), viewer or AnonymousUser())
    ranked = [Ranked(shown=found[kind, key], number=number) for key, number in numbers if (kind, key) in found]
    return [row for row in ranked if not language or row.shown.language in ("", language)][:limit]


def boards(period: str, *, language: str) -> list[Board]:
    """The ranking of every kind that is counted, the empty ones last; an unknown period is the longest."""
    days = int(period) if period in PERIODS and period else None
    found = [
        Board(
            kind=kind.name,
            label=kind.model._meta.verbose_name_plural or kind.name,
            rows=ranking(kind.name, days=days, language=language),
        )
        for kind in things.kinds()
        if kind.is_counted
    ]
    return sorted(found, key=lambda board: not board.rows)


def _numbers(kind: str, days: int | None) -> list[tuple[str, Any]]:
    if days is None:
        ever = ViewCount.objects.filter(kind=kind).order_by("-number", "key")
        return list(ever.values_list("key", "number")[:_LOOKED_AT])
    since = timezone.now().date() - timedelta(days=days - 1)
    by_key = ViewDay.objects.filter(kind=kind, day__gte=since).order_by().values("key").annotate(seen=Sum("number"))
    return list(by_key.order_by("-seen", "key").values_list("key", "seen")[:_LOOKED_AT])
