"""What delivery costs, and the coupons."""

from decimal import Decimal
from typing import Any

from shop.orders.models import Coupon, ShippingBand, ShippingMethod, ShippingText
from stoa.demo.loading.publication import Publication

LANGUAGES = ("es", "bg")
AMOUNTS = ("value", "minimum", "free_from", "price")


def load_prices(publication: Publication) -> None:
    """A second load finds coupons by their codes and methods by their names, and leaves alone what was changed here."""
    for facts in publication.prices["coupons"]:
        Coupon.objects.get_or_create(code=facts["code"], defaults=_with_amounts(facts))
    for place, facts in enumerate(publication.prices["methods"], start=1):
        if not ShippingMethod.objects.filter(name=facts["name"]).exists():
            _make_method(facts, place)


def _make_method(facts: dict[str, Any], place: int) -> None:
    named = {name: value for name, value in facts.items() if name not in ("bands", "countries", *LANGUAGES)}
    countries = facts["countries"].split(",") if "countries" in facts else []
    method = ShippingMethod(place=place, countries=countries, **_with_amounts(named))
    method.bands = [ShippingBand(**_with_amounts(band)) for band in facts["bands"]]
    method.texts = [ShippingText(language=language, **facts[language]) for language in LANGUAGES]
    method.save()


def _with_amounts(facts: dict[str, Any]) -> dict[str, Any]:
    """Amounts are written as texts, so that none is ever a float."""
    return {name: Decimal(value) if name in AMOUNTS else value for name, value in facts.items()}
