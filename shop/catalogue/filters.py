"""What a visitor asks of a list of products, as it stands in the address.

Nothing that is typed there is an error: what cannot be meant narrows nothing, and what nobody sells finds nothing.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: More values of one kind, or longer ones, nobody has chosen in the form.
VALUES_AT_MOST = 20
LENGTH_AT_MOST = 120
#: As many digits as a column for amounts holds.
_AMOUNT = re.compile(r"[0-9]{1,12}([.,][0-9]{1,3})?\Z")
LISTS = ("category", "tag", "option")
FLAGS = ("available", "reduced")
AMOUNTS = ("from", "to")
NEWEST = "newest"
ORDERS: dict[str, str | Promise] = {
    NEWEST: _("Newest first"),
    "popular": _("Most sold first"),
    "cheapest": _("Cheapest first"),
    "dearest": _("Dearest first"),
    "name": _("By name"),
}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Filters:
    """`chosen` are (parameter, value) pairs that narrow the list, each once; `order` is one of ORDERS.

    `typed` is what stands in the fields for amounts, also what is none (`wrong` names those fields).
    """

    chosen: tuple[Pair, ...] = ()
    order: str = NEWEST
    typed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        found = [(name, value.strip()) for name in LISTS for value in query.getlist(name)[:VALUES_AT_MOST]]
        chosen = [(name, value) for name, value in found if value and len(value) <= LENGTH_AT_MOST]
        chosen += [(name, "1") for name in FLAGS if query.get(name) == "1"]
        typed = {name: query.get(name, "").strip()[:LENGTH_AT_MOST] for name in AMOUNTS}
        chosen += [(name, text) for name, text in typed.items() if _AMOUNT.match(text)]
        order = query.get("sort", "")
        return cls(tuple(dict.fromkeys(chosen)), order if order in ORDERS else NEWEST, typed)

    def __bool__(self) -> bool:
        """Does anything narrow the list?"""
        return bool(self.chosen)

    @property
    def wrong(self) -> list[str]:
        """The fields for amounts that hold something else."""
        return [name for name in AMOUNTS if self.typed.get(name) and (name, self.typed[name]) not in self.chosen]

    def values(self, name: str) -> list[str]:
        return [value for parameter, value in self.chosen if parameter == name]

    def has(self, name: str) -> bool:
        return any(parameter == name for parameter, _value in self.chosen)

    def amount(self, name: str) -> Decimal | None:
        """The price `from` or `to`, in the currency of the shop."""
        return next((Decimal(value.replace(",", ".")) for value in self.values(name)), None)

    @property
    def options(self) -> dict[str, list[str]]:
        """{option: its chosen values}; they are written "Size:A5"."""
        found: dict[str, list[str]] = {}
        for pair in self.values("option"):
            name, _colon, value = pair.partition(":")
            found.setdefault(name, []).append(value)
        return found

    def without(self, *parameters: str) -> "Filters":
        return Filters(tuple(pair for pair in self.chosen if pair[0] not in parameters), self.order, self.typed)

    def query(self, *, but: Pair | None = None) -> str:
        """The query string that asks for the same, `but` for one pair; empty when nothing is asked for."""
        kept = [pair for pair in self.chosen if pair != but]
        return urlencode(kept + ([("sort", self.order)] if self.order != NEWEST else []))
