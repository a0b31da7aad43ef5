"""The stage "tax": on each line and on shipping, after the discount, rounded there."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from shop.orders.pricing.breakdown import PricedLine, PricedShipping, TaxSum
from stoa.core.money import round_money


class Taxed(NamedTuple):
    """A price taken apart; `net` + `tax` = `total`, exactly."""

    percent: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal


def tax(price: Decimal, percent: Decimal, *, currency: str, is_included: bool) -> Taxed:
    """Take `price` apart: the tax is in it, or comes on top. The tax alone is rounded, the other figure follows."""
    if is_included:
        amount = round_money(price * percent / (100 + percent), currency)
        return Taxed(percent, price - amount, amount, price)
    amount = round_money(price * percent / 100, currency)
    return Taxed(percent, price, amount, price + amount)


def sum_by_rate(parts: Iterable[PricedLine | PricedShipping]) -> tuple[TaxSum, ...]:
    """One sum for each rate, the highest first."""
    sums: dict[Decimal, TaxSum] = {}
    for one in parts:
        before = sums.get(one.percent, TaxSum(one.percent, Decimal(0), Decimal(0)))
        sums[one.percent] = TaxSum(before.rate, before.net + one.net, before.tax + one.tax)
    return tuple(sums[rate] for rate in sorted(sums, reverse=True))
