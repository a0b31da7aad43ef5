"""What pricing answers: each figure in whole units of the currency, each sum exact.

"Price" says what is asked: with tax where prices include it, without elsewhere; `net`, `tax` and `total` say which.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from shop.orders.pricing.terms import Line


@dataclass(frozen=True, kw_only=True)
class PricedLine:
    """One line after each stage: `listed` and `unit` for one piece, all else for the whole line.

    `listed_price` − reduction = `price`; `price` − `discount` = what is asked; `net` + `tax` = `total`.
    """

    line: Line
    listed: Decimal
    unit: Decimal
    listed_price: Decimal
    price: Decimal
    discount: Decimal
    percent: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def quantity(self) -> int:
        return self.line.quantity


@dataclass(frozen=True, kw_only=True)
class PricedShipping:
    """Shipping: its price by the method, and what is asked after a coupon."""

    listed_price: Decimal
    price: Decimal
    percent: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal


class TaxSum(NamedTuple):
    """All that is taxed at one rate (a percentage), shipping with it."""

    rate: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """What the cart costs. `listed` − `reduction` = `subtotal`; `subtotal` − `discount` + `shipping` is asked.

    `total` is that sum where prices include tax, else that sum with `tax`. `lines` are in the order they came in.
    """

    currency: str
    prices_include_tax: bool
    lines: tuple[PricedLine, ...]
    listed: Decimal
    subtotal: Decimal
    discount: Decimal
    delivery: PricedShipping | None
    shipping: Decimal
    shipping_tax: Decimal
    taxes: tuple[TaxSum, ...]
    net: Decimal
    tax: Decimal
    total: Decimal
    coupon_id: int | None

    @property
    def reduction(self) -> Decimal:
        """What sales take off."""
        return self.listed - self.subtotal
