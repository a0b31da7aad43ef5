"""The stages, one function each: listed and sale prices, coupon, shipping, tax, total."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from shop.orders.pricing.breakdown import Breakdown, PricedLine, PricedShipping
from shop.orders.pricing.sharing import share_out
from shop.orders.pricing.taxing import Taxed, sum_by_rate, tax
from shop.orders.pricing.terms import CouponKind, CouponTerms, Line, ShippingTerms, TaxRates
from stoa.core.money import round_money, smallest_unit

Take = Callable[[Decimal, str], Taxed]
_NOTHING = Decimal(0)


def price(
    *,
    lines: Sequence[Line],
    currency: str,
    coupon: CouponTerms | None = None,
    shipping: ShippingTerms | None = None,
    rates: TaxRates,
    prices_include_tax: bool,
) -> Breakdown:
    """Price a cart. A coupon that the lines do not deserve gives nothing, and `coupon_id` of the answer is None.

    Raises ValueError when two lines have one key.
    """
    if len({line.key for line in lines}) != len(lines):
        raise ValueError("Two lines have one key")

    def take(amount: Decimal, tax_class: str) -> Taxed:
        return tax(amount, rates.percent(tax_class), currency=currency, is_included=prices_include_tax)

    given = coupon if coupon is not None and coupon.fits(lines) else None
    discounts = _discounts(lines, given, currency)
    priced = tuple(_price_line(line, discounts[line.key], currency, take) for line in lines)
    delivery = _price_shipping(shipping, given, currency, take) if shipping is not None else None
    return _add_up(priced, delivery, given, currency=currency, prices_include_tax=prices_include_tax)


def _discounts(lines: Sequence[Line], coupon: CouponTerms | None, currency: str) -> dict[str, Decimal]:
    """{key: discount}, together what the coupon gives; never more than a line costs."""
    unit = smallest_unit(currency)
    none = {line.key: _NOTHING * unit for line in lines}
    if coupon is None:
        return none
    prices = {line.key: round_money(line.unit, currency) * line.quantity for line in lines if coupon.covers(line)}
    covered = sum(prices.values(), start=_NOTHING)
    if coupon.kind == CouponKind.PERCENT:
        whole = round_money(covered * coupon.value / 100, currency)
    else:
        whole = min(round_money(coupon.value, currency), covered)
    return none | share_out(whole, prices, unit)


def _price_line(line: Line, discount: Decimal, currency: str, take: Take) -> PricedLine:
    unit = round_money(line.unit, currency)
    # What costs more today than listed is not on sale.
    listed = max(round_money(line.listed, currency), unit)
    taxed = take(unit * line.quantity - discount, line.tax_class)
    return PricedLine(
        line=line,
        listed=listed,
        unit=unit,
        listed_price=listed * line.quantity,
        price=unit * line.quantity,
        discount=discount,
        percent=taxed.percent,
        net=taxed.net,
        tax=taxed.tax,
        total=taxed.total,
    )


def _price_shipping(shipping: ShippingTerms, coupon: CouponTerms | None, currency: str, take: Take) -> PricedShipping:
    listed = round_money(shipping.price, currency)
    asked = listed * 0 if coupon is not None and coupon.free_shipping else listed
    taxed = take(asked, shipping.tax_class)
    return PricedShipping(
        listed_price=listed, price=asked, percent=taxed.percent, net=taxed.net, tax=taxed.tax, total=taxed.total
    )


def _add_up(
    lines: tuple[PricedLine, ...],
    delivery: PricedShipping | None,
    coupon: CouponTerms | None,
    *,
    currency: str,
    prices_include_tax: bool,
) -> Breakdown:
    """Only sums of what the stages have rounded."""
    parts: list[PricedLine | PricedShipping] = [*lines, *([delivery] if delivery else [])]
    nothing = _NOTHING * smallest_unit(currency)
    return Breakdown(
        currency=currency,
        prices_include_tax=prices_include_tax,
        lines=lines,
        listed=sum((line.listed_price for line in lines), start=nothing),
        subtotal=sum((line.price for line in lines), start=nothing),
        discount=sum((line.discount for line in lines), start=nothing),
        delivery=delivery,
        shipping=delivery.price if delivery else nothing,
        shipping_tax=delivery.tax if delivery else nothing,
        taxes=sum_by_rate(parts),
        net=sum((part.net for part in parts), start=nothing),
        tax=sum((part.tax for part in parts), start=nothing),
        total=sum((part.total for part in parts), start=nothing),
        coupon_id=coupon.coupon_id if coupon else None,
    )
