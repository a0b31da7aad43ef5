"""Which ways of delivery a buyer may choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from shop.orders.models import ShippingMethod
from shop.orders.models.shipping import Reach
from shop.orders.pricing import ShippingTerms
from stoa.core import kept
from stoa.core.money import Money


@dataclass(frozen=True, kw_only=True)
class ShippingChoice:
    """One way, named in the language that was active; its price is with or without tax, as all prices are."""

    method_id: int
    name: str
    note: str
    price: Money
    tax_class: str
    is_pick_up: bool

    @property
    def terms(self) -> ShippingTerms:
        return ShippingTerms(price=self.price.amount, tax_class=self.tax_class)


def methods_for(country: Any, weight: int, amount: Decimal) -> list[ShippingChoice]:
    """The ways to deliver goods of so many grams to a country (ISO 3166-1), in the order of the shop.

    `amount` is what the goods cost after the discount. Empty: we do not deliver that there. No query while the methods
    are kept, else three.
    """
    code, language = str(country), get_language() or settings.LANGUAGE_CODE
    choices = []
    for method in _going_to(code, _offered()):
        price = method.price_of(weight, amount)
        if price is not None:
            choices.append(_choice(method, price, language))
    return choices


def pick_ups_for(weight: int, amount: Decimal) -> list[ShippingChoice]:
    """Where goods can be fetched, wherever the buyer lives."""
    return [choice for choice in methods_for(settings.SHOP_COUNTRY, weight, amount) if choice.is_pick_up]


def countries_served() -> set[str] | None:
    """The codes of the countries that goods go to; None for all of them."""
    methods = [method for method in _offered() if not method.is_pick_up]
    if any(method.reach != Reach.LISTED for method in methods):
        return None
    return {code for method in methods for code in method.countries_listed}


def _offered() -> Sequence[ShippingMethod]:
    return kept.fact(f"shipping methods:{settings.SHOP_CURRENCY}", lambda: list(ShippingMethod.objects.offered()))


def _going_to(code: str, methods: Sequence[ShippingMethod]) -> list[ShippingMethod]:
    is_listed = any(code in method.countries_listed for method in methods if not method.is_pick_up)
    return [
        method
        for method in methods
        if method.reach == Reach.EVERYWHERE
        or code in method.countries_listed
        or (method.reach == Reach.REST and not is_listed)
    ]


def _choice(method: ShippingMethod, price: Decimal, language: str) -> ShippingChoice:
    name, note = method.text_in(language)
    return ShippingChoice(
        method_id=method.pk,
        name=name,
        note=note,
        price=Money(price, method.currency),
        tax_class=method.tax_class,
        is_pick_up=method.is_pick_up,
    )
