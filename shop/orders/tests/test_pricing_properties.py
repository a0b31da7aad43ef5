"""What holds of every cart."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.orders.pricing import CouponKind, price
from shop.orders.pricing.sharing import share_out
from shop.orders.pricing.taxing import tax
from shop.orders.tests.carts import CURRENCIES, carts, random_cart
from stoa.core.money import round_money, smallest_unit

SHOPPING = settings(max_examples=100, deadline=None)


def check_sums(cart, priced):
    """Every figure is a sum of those before it, in whole units, and none is negative."""
    currency, is_included = cart["currency"], cart["prices_include_tax"]
    parts = [*priced.lines, *([priced.delivery] if priced.delivery else [])]
    for line in priced.lines:
        assert line.price == line.unit * line.quantity
        assert 0 <= line.discount <= line.price <= line.listed_price
        assert (line.total if is_included else line.net) == line.price - line.discount
    for part in parts:
        assert part.net + part.tax == part.total
        assert min(part.net, part.tax, part.total) >= 0
    assert priced.listed - priced.reduction == priced.subtotal == sum(line.price for line in priced.lines)
    assert priced.discount == sum(line.discount for line in priced.lines)
    assert priced.total == sum(part.total for part in parts) == priced.net + priced.tax
    asked = priced.subtotal - priced.discount + priced.shipping
    assert priced.total == (asked if is_included else asked + priced.tax)
    assert sum(one.tax for one in priced.taxes) == priced.tax
    assert sum(one.net for one in priced.taxes) == priced.net
    figures = (priced.total, priced.tax, priced.discount, *(part.tax for part in parts))
    assert all(round_money(figure, currency) == figure for figure in figures)


def check_coupon(cart, priced):
    """The coupon gives what it says, to the unit, and only where it may."""
    coupon = cart["coupon"]
    if coupon is None or not coupon.fits(cart["lines"]):
        assert (priced.discount, priced.coupon_id) == (0, None)
        return
    covered = sum(line.price for line in priced.lines if coupon.covers(line.line))
    share = covered * coupon.value / 100 if coupon.kind == CouponKind.PERCENT else min(coupon.value, covered)
    assert priced.discount == round_money(share, cart["currency"])
    assert all(line.discount == 0 for line in priced.lines if not coupon.covers(line.line))


@SHOPPING
@given(carts())
def test_m08_every_figure_is_the_sum_of_those_before(cart):
    priced = price(**cart)

    check_sums(cart, priced)
    check_coupon(cart, priced)


@SHOPPING
@given(carts(), st.randoms())
def test_m08_order_of_lines_does_not_matter(cart, random):
    shuffled = [*cart["lines"]]
    random.shuffle(shuffled)
    one, other = price(**cart), price(**cart | {"lines": shuffled})

    assert {line.key: line for line in one.lines} == {line.key: line for line in other.lines}
    assert replace(one, lines=()) == replace(other, lines=())
    assert [line.key for line in other.lines] == [line.key for line in shuffled]


@SHOPPING
@given(st.sampled_from(CURRENCIES), st.integers(0, 10**7), st.decimals(0, 30, places=1))
def test_m08_tax_put_on_top_is_the_tax_taken_out(currency, units, percent):
    net = units * smallest_unit(currency)
    added = tax(net, percent, currency=currency, is_included=False)

    assert tax(added.total, percent, currency=currency, is_included=True) == added


@SHOPPING
@given(
    st.sampled_from(CURRENCIES),
    st.integers(0, 10**9),
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 10**7), min_size=1, max_size=12),
)
def test_m08_shares_are_the_whole_and_nearly_proportional(currency, whole, parts):
    unit = smallest_unit(currency)
    everything = sum(parts.values())
    whole = min(whole, everything)

    shares = share_out(whole * unit, {key: part * unit for key, part in parts.items()}, unit)

    assert sum(shares.values()) == whole * unit
    assert all(0 <= shares[key] <= part * unit for key, part in parts.items())
    assert all(abs(shares[key] / unit - Decimal(whole) * part / (everything or 1)) < 1 for key, part in parts.items())


@pytest.mark.once
def test_m08_ten_thousand_carts_add_up():
    random = Random(8)

    for _cart in range(10_000):
        cart = random_cart(random)
        priced = price(**cart)
        check_sums(cart, priced)
        check_coupon(cart, priced)
