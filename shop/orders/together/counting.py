"""In how many orders two products were bought together, asked of the orders themselves."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Q

from shop.orders.models import OrderLine
from shop.orders.models.orders import SETTLED

#: {another product: in how many orders}
Partners = dict[UUID, int]
KEYS_A_QUERY = 200


def partners_of(keys: Collection[UUID]) -> dict[UUID, Partners]:
    """{product: those bought with it in one order that is paid, neither taken back wholly}. One query."""
    kept = Q(order__lines__refunded__lt=F("order__lines__quantity"))
    lines: Any = _kept().filter(translation_key__in=keys).order_by()
    lines = lines.annotate(other=FilteredRelation("order__lines", condition=kept))
    lines = lines.exclude(translation_key=F("other__translation_key")).exclude(other=None)
    rows = lines.values_list("translation_key", "other__translation_key").annotate(Count("order", distinct=True))
    found: dict[UUID, Partners] = {}
    for key, other, number in rows:
        found.setdefault(key, {})[other] = number
    return found


def in_parts() -> Iterator[tuple[list[UUID], dict[UUID, Partners]]]:
    """(some of the products that were sold, their partners) until all had their turn."""
    keys = sorted(set(_kept().order_by().values_list("translation_key", flat=True)))
    for start in range(0, len(keys), KEYS_A_QUERY):
        some = keys[start : start + KEYS_A_QUERY]
        yield some, partners_of(some)


def _kept() -> Any:
    return OrderLine.objects.filter(order__state__in=SETTLED, refunded__lt=F("quantity"))
