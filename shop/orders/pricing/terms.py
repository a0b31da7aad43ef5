"""What pricing is told: lines, the terms of a coupon and of shipping, tax rates. Amounts are in one currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

STANDARD = "standard"
_NOTHING = Decimal(0)


class CouponKind(StrEnum):
    """Whether a coupon's value is a percentage or an amount."""

    PERCENT = "percent"
    AMOUNT = "amount"


@dataclass(frozen=True, kw_only=True)
class Line:
    """So many of one offer, `key` unique in the cart; `listed` and `unit` are prices of one, before a sale and now.

    `categories` are the translation keys of the offer's categories and of those above them.
    """

    key: str
    quantity: int
    listed: Decimal
    unit: Decimal
    tax_class: str = STANDARD
    categories: frozenset[str] = frozenset()
    offer_id: int | None = None

    def __post_init__(self) -> None:
        if self.quantity < 1 or self.listed < 0 or self.unit < 0:
            raise ValueError(f"Line {self.key}: {self.quantity} × {self.unit} ({self.listed})")


@dataclass(frozen=True, kw_only=True)
class CouponTerms:
    """What a coupon gives. `value` is a percentage (10) or an amount; `minimum` is of all lines together, before it.

    Without `categories` and `offers` it is for every line, else for the lines in one of them.
    """

    kind: CouponKind = CouponKind.PERCENT
    value: Decimal = _NOTHING
    minimum: Decimal = _NOTHING
    categories: frozenset[str] = frozenset()
    offers: frozenset[int] = frozenset()
    free_shipping: bool = False
    coupon_id: int | None = None
    code: str = ""

    def __post_init__(self) -> None:
        if self.value < 0 or (self.kind == CouponKind.PERCENT and self.value > 100):
            raise ValueError(f"Coupon {self.code}: {self.value} ({self.kind})")

    def covers(self, line: Line) -> bool:
        if not self.categories and not self.offers:
            return True
        return line.offer_id in self.offers or not self.categories.isdisjoint(line.categories)

    def fits(self, lines: Iterable[Line]) -> bool:
        """Whether these lines together may have it: the minimum is reached, and it covers one of them."""
        known = list(lines)
        return any(map(self.covers, known)) and sum(line.unit * line.quantity for line in known) >= self.minimum


@dataclass(frozen=True, kw_only=True)
class ShippingTerms:
    """The price of the chosen method, with or without tax as all prices are, and the class it is taxed in."""

    price: Decimal
    tax_class: str = STANDARD

    def __post_init__(self) -> None:
        if self.price < 0:
            raise ValueError(f"Shipping: {self.price}")


@dataclass(frozen=True)
class TaxRates:
    """Percentages by tax class for one address; none at all where no tax is charged."""

    percents: Mapping[str, Decimal] = field(default_factory=dict)

    def percent(self, tax_class: str) -> Decimal:
        """A class that the country does not have is taxed at its standard rate."""
        return self.percents.get(tax_class, self.percents.get(STANDARD, _NOTHING))
