"""What an invoice says, as it is frozen in its row: plain values, amounts in whole units of the currency.

`Document.to_json` and `from_json` are each other's reverse. `SCHEMA` goes up when the shape changes; whoever changes it
teaches `from_json` to read the older ones, because they are never rewritten.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, NamedTuple

SCHEMA = 2
#: The first did not say how it was paid.
READABLE = (1, SCHEMA)


@dataclass(frozen=True, kw_only=True)
class Seller:
    """The shop as it was; texts of several lines keep them."""

    name: str
    address: str = ""
    vat_number: str = ""
    register_entry: str = ""
    email: str = ""
    phone: str = ""
    bank: str = ""
    footer: str = ""


@dataclass(frozen=True, kw_only=True)
class Party:
    """Whom the invoice is made out to, or where the goods went: fields of OrderAddress."""

    name: str = ""
    company: str = ""
    vat_number: str = ""
    street: str = ""
    street_more: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


class Amounts(NamedTuple):
    """`price` − `discount` is asked: with tax where prices include it. `net` + `tax` = `total`."""

    price: Decimal
    discount: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal

    def __sub__(self, other: "Amounts") -> "Amounts":
        return Amounts(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, kw_only=True)
class FrozenLine:
    """So many of one thing; `line` is the id of the order's line, None for shipping."""

    line: int | None
    name: str
    sku: str
    quantity: int
    unit: Decimal
    percent: Decimal
    amounts: Amounts


class TaxRow(NamedTuple):
    """All that is taxed at one rate (a percentage)."""

    percent: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, kw_only=True)
class Document:
    """All that is printed, save number, date, language and currency, which are columns of the invoice."""

    order_number: str
    placed_at: str
    paid_at: str
    paper: str
    prices_include_tax: bool
    seller: Seller
    lines: tuple[FrozenLine, ...]
    shipping: FrozenLine | None
    coupon_code: str
    #: Names of what the law wants said: "reverse_charge".
    notes: tuple[str, ...] = ()
    #: In words of the invoice's language; empty where nobody knows.
    paid_by: str = ""
    #: Of a credit note: why, and of which invoice.
    reason: str = ""
    credited: str = ""
    credited_at: str = ""

    @property
    def parts(self) -> tuple[FrozenLine, ...]:
        """Lines and shipping."""
        return (*self.lines, self.shipping) if self.shipping else self.lines

    @property
    def taxes(self) -> list[TaxRow]:
        """One row for each rate, the highest first."""
        sums: dict[Decimal, TaxRow] = {}
        for part in self.parts:
            before = sums.get(part.percent, TaxRow(part.percent, Decimal(0), Decimal(0)))
            sums[part.percent] = TaxRow(part.percent, before.net + part.amounts.net, before.tax + part.amounts.tax)
        return [sums[percent] for percent in sorted(sums, reverse=True)]

    @property
    def sums(self) -> Amounts:
        """Of all lines and shipping."""
        return Amounts(
            *(sum(column, start=Decimal(0)) for column in zip(*(p.amounts for p in self.parts), strict=True))
        )

    @property
    def subtotal(self) -> Decimal:
        """What the lines cost before discount and shipping."""
        return sum((line.amounts.price for line in self.lines), start=Decimal(0))

    def to_json(self) -> dict[str, Any]:
        """For a JSONField with Django's encoder, which writes decimals as text."""
        return {"schema": SCHEMA} | asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Document":
        """Raises ValueError for a shape that nobody has written a reader for."""
        if data["schema"] not in READABLE:
            raise ValueError(f"Invoices of schema {data['schema']} cannot be read")
        fields = {name: value for name, value in data.items() if name != "schema"}
        return cls(
            **fields
            | {
                "seller": Seller(**fields["seller"]),
                "lines": tuple(_line(line) for line in fields["lines"]),
                "shipping": _line(fields["shipping"]) if fields["shipping"] else None,
                "notes": tuple(fields["notes"]),
            }
        )


def _line(data: Mapping[str, Any]) -> FrozenLine:
    decimals = {"unit": Decimal(data["unit"]), "percent": Decimal(data["percent"])}
    return FrozenLine(**{**data, **decimals, "amounts": Amounts(*map(Decimal, data["amounts"]))})
