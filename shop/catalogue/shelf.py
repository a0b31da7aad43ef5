"""Offers as a page or card shows them: what they cost now, and whether they can be had.

The same for every reader, so it stands in the pages themselves; `shop.catalogue.freshness` forgets kept pages when it
changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings

from shop.catalogue import selling
from shop.catalogue.models.offers import Offer
from shop.catalogue.models.prices import PricePoint
from stoa.core.money import Money

if TYPE_CHECKING:
    from shop.catalogue.models import ProductPage


class StockState(StrEnum):
    """What readers are told about the stock."""

    IN_STOCK = "in_stock"
    FEW_LEFT = "few_left"
    BACKORDER = "backorder"
    SOLD_OUT = "sold_out"


@dataclass(frozen=True, kw_only=True)
class ShownOffer:
    """`was` is the price without the sale, None when there is none; `lowest` that of the 30 days before it.

    `left` is told only when few are; `label`, `values` and `picture` are the variant's, in the page's language.
    """

    offer: Offer
    price: Money
    was: Money | None
    lowest: Money | None
    state: StockState
    left: int | None
    label: str
    values: list[str]
    picture: dict[str, str] | None

    @property
    def can_be_bought(self) -> bool:
        return self.state != StockState.SOLD_OUT

    @property
    def most(self) -> int | None:
        """How many one may ask for; None for as many as one likes."""
        return None if self.offer.backorder else self.offer.stock


@dataclass(frozen=True)
class Shelf:
    """The offers of one product that are on sale, in the editor's order; empty when it is not sold."""

    offers: list[ShownOffer]

    def __bool__(self) -> bool:
        return bool(self.offers)

    @property
    def first(self) -> ShownOffer | None:
        """What is chosen until the buyer chooses: the first that can be bought."""
        return next((each for each in self.offers if each.can_be_bought), self.offers[0] if self.offers else None)

    @property
    def cheapest(self) -> ShownOffer:
        return min(self.offers, key=lambda each: each.price)

    @property
    def has_many_prices(self) -> bool:
        return len({each.price for each in self.offers}) > 1

    @property
    def sold_out(self) -> list[ShownOffer]:
        """Those one may wish to be told of; none in a draft, whose offers are not there yet."""
        return [each for each in self.offers if each.offer.pk and not each.can_be_bought]

    @property
    def is_sold_out(self) -> bool:
        return not any(each.can_be_bought for each in self.offers)


def of(products: Iterable["ProductPage"], now: datetime) -> dict[int, Shelf]:
    """{page id: its shelf}; one query for the offers and, where something is reduced, one for earlier prices."""
    pages = list(products)
    on_sale = Offer.objects.for_sale().filter(translation_key__in={page.sold_key for page in pages})
    offers = list(on_sale.order_by("pk"))
    lowest = PricePoint.objects.lowest_before_sale(offers, now) if any(o.is_reduced(now) for o in offers) else {}
    by_key: dict[Any, list[Offer]] = {}
    for offer in offers:
        by_key.setdefault(offer.translation_key, []).append(offer)
    return {page.pk: _shelf(page, by_key.get(page.sold_key, []), lowest, now) for page in pages}


def of_draft(page: "ProductPage", now: datetime) -> Shelf:
    """As it would be if the page were published now, with nothing sold yet."""
    opening = selling.opening_of(page)
    offers = []
    for terms in selling.terms_of(page):
        stock = opening[terms.sku]
        offers.append(Offer(**vars(terms), currency=settings.SHOP_CURRENCY, is_on_sale=True, stock=stock))
    return _shelf(page, offers, {}, now)


def state_of(stock: int | None, *, backorder: bool, few: int) -> tuple[StockState, int | None]:
    """What is told of so many left, where up to `few` are called few; and the number, if it is told."""
    if stock is None:
        return StockState.IN_STOCK, None
    if stock == 0:
        return (StockState.BACKORDER if backorder else StockState.SOLD_OUT), None
    if stock <= few and not backorder:
        return StockState.FEW_LEFT, stock
    return StockState.IN_STOCK, None


def _shelf(page: "ProductPage", offers: list[Offer], lowest: dict[int, Money], now: datetime) -> Shelf:
    few = page.shop.few_left
    words = {words["key"]: words for words in page.appearance["variants"]}
    places = {key: place for place, key in enumerate(words)}
    offers = sorted(offers, key=lambda offer: (places.get(str(offer.variant_key), len(places)), offer.pk or 0))
    return Shelf([_shown(offer, words.get(str(offer.variant_key)), lowest, now, few) for offer in offers])


def _shown(offer: Offer, words: dict[str, Any] | None, lowest: dict[int, Money], now: datetime, few: int) -> ShownOffer:
    state, left = state_of(offer.stock, backorder=offer.backorder, few=few)
    return ShownOffer(
        offer=offer,
        price=offer.price_at(now),
        was=offer.listed_price if offer.is_reduced(now) else None,
        lowest=lowest.get(offer.pk),
        state=state,
        left=left,
        label=words["label"] if words else offer.label,
        values=words["values"] if words else [],
        picture=words["picture"] if words else None,
    )
