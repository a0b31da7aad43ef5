"""Which tax rates hold for a buyer's address (where goods go to, or where the buyer of a download lives)."""

from datetime import date
from decimal import Decimal
from typing import Any

from shop.orders.models import TaxClass, TaxRate
from shop.orders.pricing import TaxRates


def rates_for(country: Any, region: str, on: date) -> TaxRates:
    """The rates of a country (ISO 3166-1, two letters) and a region (ISO 3166-2 without the country) on a day.

    None at all for countries that have none here: nothing is charged there. One query.
    """
    places = {"", region.upper().removeprefix(f"{country}-")}
    rows = TaxRate.objects.on(on).filter(country=str(country), region__in=places)
    # The region after the country: what comes last holds.
    percents = {row.tax_class: row.percent for row in rows.order_by("region", "pk")}
    if percents:
        percents.setdefault(TaxClass.ZERO.value, Decimal(0))
    return TaxRates(percents)
