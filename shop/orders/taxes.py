"""Which tax rates hold for a buyer's address (where goods go to, or where the buyer of a download lives)."""

from datetime import date
from decimal import Decimal
from typing import Any

from shop.orders.models import TaxClass, TaxRate
from shop.orders.pricing import TaxRates
from stoa.core import kept


def rates_for(country: Any, region: str, on: date) -> TaxRates:
    """The rates of a country (ISO 3166-1, two letters) and a region (ISO 3166-2 without the country) on a day.

    None at all for countries that have none here: nothing is charged there. No query while the rates are kept.
    """
    places = {"", region.upper().removeprefix(f"{country}-")}
    # The region after the country: what comes last holds.
    rows = kept.fact(f"tax rates:{on}", lambda: list(TaxRate.objects.on(on).order_by("region", "pk")))
    percents = {row.tax_class: row.percent for row in rows if row.country == str(country) and row.region in places}
    if percents:
        percents.setdefault(TaxClass.ZERO.value, Decimal(0))
    return TaxRates(percents)
