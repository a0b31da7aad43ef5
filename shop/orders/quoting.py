"""What a cart costs now: its lines read once, at today's prices, priced by `pricing`.

The cart, the checkout, the order that is placed: all show the answer of `quote`, so they agree to the cent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from shop.catalogue import offers
from shop.catalogue.models import Offer
from shop.catalogue.offers import OfferFacts
from shop.orders import coupons, pricing, shipping, taxes
from shop.orders.models import Cart, CartLine
from shop.orders.pricing import Breakdown, CouponTerms, Line, TaxRates
from shop.orders.shipping import ShippingChoice
from stoa.core.money import Money


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """What is known of who buys, and where the goods go; empty fields are not known yet."""

    language: str
    user: Any = None
    email: str = ""
    country: str = ""
    region: str = ""
    method_id: int | None = None
    #: Rather fetches the goods than have them sent.
    picks_up: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """A line of a cart as it is today; `priced` is None when it cannot be bought.

    `left` is how many there are, None for as many as one likes, 0 for sold out or not for sale.
    """

    line: CartLine
    offer: Offer
    facts: OfferFacts
    price: Money
    left: int | None
    priced: pricing.PricedLine | None = None

    @property
    def is_for_sale(self) -> bool:
        return self.offer.is_on_sale

    @property
    def is_short(self) -> bool:
        """Fewer are left than the line asks for, yet some."""
        return self.left is not None and 0 < self.left < self.line.quantity

    @property
    def is_buyable(self) -> bool:
        return self.is_for_sale and (self.left is None or self.left >= self.line.quantity)

    @property
    def is_reduced(self) -> bool:
        return self.price != self.offer.listed_price

    @property
    def field_id(self) -> str:
        """Of the field for its quantity."""
        return f"quantity-{self.offer.pk}"

    @property
    def has_new_price(self) -> bool:
        return self.line.seen != self.price


@dataclass(frozen=True, kw_only=True)
class Quote:
    """`items` in the order they were added; `breakdown` of those for sale. `choices` are the ways of delivery."""

    items: Sequence[Item]
    breakdown: Breakdown
    coupon: CouponTerms | None = None
    is_coupon_refused: bool = False
    choices: Sequence[ShippingChoice] = field(default=())
    choice: ShippingChoice | None = None
    #: Where it is taxed (ISO 3166-1).
    tax_country: str = ""

    @property
    def total(self) -> Money:
        return Money(self.breakdown.total, self.breakdown.currency)

    @property
    def ships(self) -> bool:
        return any(item.offer.ships for item in self.items)

    @property
    def weight(self) -> int:
        """Of what is shipped, in grams."""
        return sum(item.offer.weight * item.line.quantity for item in self.items if item.offer.ships)

    @property
    def goods_cost(self) -> Decimal:
        """After the discount, as the bands of shipping ask for it."""
        return self.breakdown.subtotal - self.breakdown.discount

    @property
    def is_pick_up(self) -> bool:
        """Whatever is chosen, it is fetched."""
        return bool(self.choices) and all(choice.is_pick_up for choice in self.choices)

    @property
    def is_buyable(self) -> bool:
        return bool(self.items) and all(item.is_buyable for item in self.items)

    @property
    def quantity(self) -> int:
        return sum(item.line.quantity for item in self.items)


@dataclass
class Reading:
    """What several quotes of one request, for the same cart and language, read once."""

    lines: Sequence[CartLine] | None = None
    facts: dict[int, OfferFacts] | None = None
    categories: dict[int, frozenset[str]] | None = None
    #: {(code, e-mail address): what it gives that buyer}.
    coupons: dict[tuple[str, str], CouponTerms | None] = field(default_factory=dict)

    def lines_of(self, cart: Cart) -> Sequence[CartLine]:
        """In the order they were added, with their offers."""
        if self.lines is None:
            self.lines = list(cart.lines.select_related("offer").order_by("added_at", "pk"))
        return self.lines

    def facts_of(self, lines: Sequence[CartLine], language: str) -> dict[int, OfferFacts]:
        if self.facts is None:
            self.facts = offers.names([line.offer for line in lines], language)
        return self.facts

    def categories_of(self, items: Sequence[Item]) -> dict[int, frozenset[str]]:
        """Only a coupon for some categories asks for them."""
        if self.categories is None:
            self.categories = offers.categories([item.offer for item in items])
        return self.categories

    def terms_of(self, code: str, buyer: Buyer, now: datetime) -> CouponTerms | None:
        asked = (code, buyer.email)
        if asked not in self.coupons:
            self.coupons[asked] = coupons.terms_of(code, user=buyer.user, email=buyer.email, now=now)
        return self.coupons[asked]


def quote(*, cart: Cart | None, buyer: Buyer, now: datetime, reading: Reading | None = None) -> Quote:
    """Price a cart, of which `reading` knows what was read already.

    The way of delivery is that of the buyer if it is offered, or the only one; what is picked up is taxed at the shop.
    A coupon that does not fit is said.
    """
    reading = reading or Reading()
    items = _items(cart, reading, buyer.language, now)
    terms = reading.terms_of(cart.coupon_code, buyer, now) if cart is not None and cart.coupon_code else None
    sold, coupon = _sold(items, terms, reading)
    goods: dict[str, Any] = {"lines": sold, "currency": settings.SHOP_CURRENCY, "coupon": coupon}
    choices = _choices(items, goods, buyer)
    choice = _choice(choices, buyer)
    country, region = _tax_place(buyer, choice)
    rates = taxes.rates_for(country, region, timezone.localdate(now))
    shipped = choice.terms if choice else None
    breakdown = pricing.price(
        **goods, shipping=shipped, rates=rates, prices_include_tax=settings.SHOP_PRICES_INCLUDE_TAX
    )
    priced = {line.key: line for line in breakdown.lines}
    return Quote(
        items=[replace(item, priced=priced.get(str(item.offer.pk))) for item in items],
        breakdown=breakdown,
        coupon=coupon,
        is_coupon_refused=bool(cart and cart.coupon_code and coupon is None),
        choices=choices,
        choice=choice,
        tax_country=country,
    )


def _items(cart: Cart | None, reading: Reading, language: str, now: datetime) -> list[Item]:
    lines = reading.lines_of(cart) if cart else []
    facts = reading.facts_of(lines, language)
    return [
        Item(
            line=line,
            offer=line.offer,
            facts=facts[line.offer_id],
            price=line.offer.price_at(now),
            left=line.offer.left,
        )
        for line in lines
    ]


def _sold(items: Sequence[Item], terms: CouponTerms | None, reading: Reading) -> tuple[list[Line], CouponTerms | None]:
    """What is for sale, and the coupon if it fits."""
    categories = reading.categories_of(items) if terms is not None and terms.categories else {}
    sold = [_line(item, categories) for item in items if item.is_for_sale]
    return sold, terms if terms is not None and terms.fits(sold) else None


def lines_in_categories(items: Sequence[Item]) -> list[Line]:
    """What is for sale, as any coupon may ask for it. One query."""
    categories = offers.categories([item.offer for item in items])
    return [_line(item, categories) for item in items if item.is_for_sale]


def _line(item: Item, categories: Mapping[int, frozenset[str]]) -> Line:
    return Line(
        key=str(item.offer.pk),
        quantity=item.line.quantity,
        listed=item.offer.price,
        unit=item.price.amount,
        tax_class=item.offer.tax_class,
        categories=categories.get(item.offer.pk, frozenset()),
        offer_id=item.offer.pk,
    )


def _choices(items: Sequence[Item], goods: dict[str, Any], buyer: Buyer) -> list[ShippingChoice]:
    """Where to fetch the goods for who wants to and can, else how to send them; none while nobody said where to."""
    if not any(item.offer.ships for item in items) or not (buyer.country or buyer.picks_up):
        return []
    weight = sum(item.offer.weight * item.line.quantity for item in items if item.offer.ships)
    # What the goods cost with the coupon is the same whatever the tax.
    costs = pricing.price(**goods, rates=TaxRates(), prices_include_tax=settings.SHOP_PRICES_INCLUDE_TAX)
    amount = costs.subtotal - costs.discount
    places = shipping.pick_ups_for(weight, amount) if buyer.picks_up else []
    if places or not buyer.country:
        return places
    ways = shipping.methods_for(buyer.country, weight, amount)
    return [way for way in ways if not way.is_pick_up]


def _tax_place(buyer: Buyer, choice: ShippingChoice | None) -> tuple[str, str]:
    """(country, region) whose taxes are asked for."""
    is_away = bool(buyer.country) and not (choice and choice.is_pick_up)
    return (buyer.country, buyer.region) if is_away else (settings.SHOP_COUNTRY, "")


def _choice(choices: Sequence[ShippingChoice], buyer: Buyer) -> ShippingChoice | None:
    if len(choices) == 1:
        return choices[0]
    return next((choice for choice in choices if choice.method_id == buyer.method_id), None)
