"""What else a reader may want: what others bought with it, else what is filed alike.

The catalogue knows no orders: the room that does registers how to find what was bought together. What is shown can be
bought now and be seen by the viewer, in the language asked for, and is never one of what is looked at.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shop.catalogue.models.offers import Offer
from shop.catalogue.products import ProductQuerySet

AT_MOST = 4
#: Fewer than this do not make a row.
AT_LEAST = 2
#: So many are looked at, for some of them may not be on sale any more.
CANDIDATES = 60

#: (translation keys, how many) -> translation keys of others, what was bought with them most often first.
FindTogether = Callable[[Collection[UUID], int], list[UUID]]
_finders: dict[str, FindTogether] = {}


@dataclass(frozen=True, kw_only=True)
class Recommended:
    """Products for cards; either all were bought together with what is looked at, or none is said to be."""

    pages: list[Any]
    is_bought_together: bool = False


def register(name: str, find: FindTogether) -> None:
    """Called in `AppConfig.ready`; twice under one name is the same as once."""
    _finders[name] = find


def bought_with(keys: Collection[UUID]) -> list[UUID]:
    """One query at most for each room that knows."""
    return [key for find in _finders.values() for key in find(keys, CANDIDATES)] if keys else []


def recommend(
    *,
    to: ProductQuerySet,
    keys: Collection[UUID],
    category_keys: Collection[Any],
    tag_ids: Collection[int] = (),
    without: Collection[UUID] = (),
) -> Recommended:
    """What goes with the products of `keys`, which are filed under these; `to` are those that may be shown. `without`
    stand on the page already. Two queries for the pages at most; their cards are not prepared.
    """
    buyable = to.with_source().filter(sold_id__in=Offer.objects.for_sale().in_stock().values("translation_key"))
    others = buyable.exclude(sold_id__in={*keys, *without})
    together = _in_order(others, bought_with(keys))
    if len(together) >= AT_LEAST:
        return Recommended(pages=together, is_bought_together=True)
    alike = others.filed_under(category_keys, tag_ids).exclude(pk__in=[page.pk for page in together])
    return Recommended(pages=[*together, *alike.for_cards()[: AT_MOST - len(together)]])


def _in_order(products: ProductQuerySet, ranked: list[UUID]) -> list[Any]:
    """Those of the ranking that are there, each once, the first few."""
    if not ranked:
        return []
    places = {key: place for place, key in reversed(list(enumerate(ranked)))}
    found = {page.sold_id: page for page in products.filter(sold_id__in=places).for_cards().order_by("-pk")}
    return sorted(found.values(), key=lambda page: places[page.sold_id])[:AT_MOST]
