"""Carts one can reckon by hand."""

from decimal import Decimal

import pytest

from shop.orders.pricing import CouponKind, CouponTerms, ShippingTerms, price
from shop.orders.tests.carts import make_line, rates

BULGARIA = rates(standard="20", reduced="9")


def priced(*lines, **options):
    defaults = {"currency": "EUR", "rates": BULGARIA, "prices_include_tax": True}
    return price(lines=lines, **defaults | options)


def ten_percent(**fields):
    return CouponTerms(kind=CouponKind.PERCENT, value=Decimal(10), coupon_id=7, **fields)


def amount_off(value, **fields):
    return CouponTerms(kind=CouponKind.AMOUNT, value=Decimal(value), **fields)


def shipping(cost="6.00", tax_class="standard"):
    return ShippingTerms(price=Decimal(cost), tax_class=tax_class)


def figures(breakdown, *names):
    return [str(getattr(breakdown, name)) for name in names]


def discounts(breakdown):
    return {line.key: str(line.discount) for line in breakdown.lines}


def test_m08_every_stage_stands_in_the_answer():
    cart = [make_line("book", "12.00", 2, "15.00", tax_class="reduced"), make_line("print", "30.00")]

    found = priced(*cart, coupon=ten_percent(), shipping=shipping())

    stages = ("listed", "reduction", "subtotal", "discount", "shipping", "shipping_tax", "net", "tax", "total")
    assert figures(found, *stages) == ["60.00", "6.00", "54.00", "5.40", "6.00", "1.00", "47.32", "7.28", "54.60"]
    assert discounts(found) == {"book": "2.40", "print": "3.00"}
    assert [(int(one.rate), str(one.net), str(one.tax)) for one in found.taxes] == [
        (20, "27.50", "5.50"),
        (9, "19.82", "1.78"),
    ]
    assert found.coupon_id == 7


def test_m08_without_tax_in_prices_it_comes_on_top():
    found = priced(make_line("a", "10.00", 3), shipping=shipping("5.00"), prices_include_tax=False)

    assert figures(found, "subtotal", "shipping", "net", "tax", "total") == ["30.00", "5.00", "35.00", "7.00", "42.00"]


def test_m08_tax_is_rounded_half_up_on_each_line():
    lines = [make_line(key, "0.25", tax_class="books") for key in "abc"]

    found = priced(*lines, rates=rates(books="10"), prices_include_tax=False)

    assert [str(line.tax) for line in found.lines] == ["0.03", "0.03", "0.03"]
    assert figures(found, "tax", "total") == ["0.09", "0.84"]


def test_m08_cents_of_a_discount_go_to_the_largest_remainders():
    equal = priced(*[make_line(key, "10.00") for key in "cab"], coupon=amount_off("10.00"))
    uneven = priced(make_line("a", "1.00"), make_line("b", "2.00"), coupon=amount_off("1.00"))

    assert discounts(equal) == {"c": "3.33", "a": "3.34", "b": "3.33"}
    assert discounts(uneven) == {"a": "0.33", "b": "0.67"}


def test_m08_yen_have_no_cents_and_dinars_have_three_decimals():
    yen = priced(
        make_line("a", "333"), make_line("b", "334"), currency="JPY", coupon=ten_percent(), shipping=shipping("500")
    )
    dinars = priced(make_line("a", "1.005"), currency="KWD", coupon=ten_percent(), prices_include_tax=False)

    assert figures(yen, "subtotal", "discount", "shipping", "tax", "total") == ["667", "67", "500", "183", "1100"]
    assert figures(dinars, "subtotal", "discount", "tax", "total") == ["1.005", "0.101", "0.181", "1.085"]


def test_m07_coupon_for_a_category_or_an_offer_leaves_other_lines_alone():
    lines = [
        make_line("book", "20.00", categories=frozenset({"books"})),
        make_line("print", "50.00", categories=frozenset({"prints"}), offer_id=5),
        make_line("pen", "5.00"),
    ]

    assert discounts(priced(*lines, coupon=ten_percent(categories=frozenset({"books"})))) == {
        "book": "2.00",
        "print": "0.00",
        "pen": "0.00",
    }
    both = ten_percent(categories=frozenset({"books"}), offers=frozenset({5}))
    assert discounts(priced(*lines, coupon=both)) == {"book": "2.00", "print": "5.00", "pen": "0.00"}


def test_m07_coupon_that_fits_nothing_gives_nothing():
    found = priced(make_line(), coupon=ten_percent(offers=frozenset({9}), free_shipping=True), shipping=shipping())

    assert figures(found, "discount", "shipping", "coupon_id") == ["0.00", "6.00", "None"]


@pytest.mark.parametrize(("minimum", "discount"), [("50.00", "5.00"), ("50.01", "0.00")])
def test_m07_minimum_is_of_all_lines_together(minimum, discount):
    coupon = ten_percent(minimum=Decimal(minimum))

    assert str(priced(make_line("a", "20.00"), make_line("b", "30.00"), coupon=coupon).discount) == discount


@pytest.mark.parametrize("is_included", [True, False])
def test_m07_amount_above_the_price_leaves_nothing_to_pay(is_included):
    found = priced(make_line("a", "3.33", 3), coupon=amount_off("500"), prices_include_tax=is_included)

    assert figures(found, "discount", "tax", "total") == ["9.99", "0.00", "0.00"]


def test_m07_amount_is_of_the_goods_and_shipping_stays():
    assert str(priced(make_line(), coupon=amount_off("500"), shipping=shipping()).total) == "6.00"


def test_m07_free_shipping():
    found = priced(make_line(), coupon=amount_off("0", free_shipping=True), shipping=shipping())

    assert figures(found, "discount", "shipping", "shipping_tax", "total") == ["0.00", "0.00", "0.00", "10.00"]
    assert str(found.delivery.listed_price) == "6.00"


def test_shipping_is_taxed_in_its_class():
    found = priced(make_line(), shipping=shipping("10.90", "reduced"))

    assert figures(found, "shipping", "shipping_tax") == ["10.90", "0.90"]


def test_class_without_a_rate_takes_the_standard_one_and_no_rates_mean_no_tax():
    assert str(priced(make_line("a", "12.00", tax_class="parking")).tax) == "2.00"
    assert figures(priced(make_line("a", "12.00"), rates=rates()), "net", "tax", "total") == ["12.00", "0.00", "12.00"]


def test_price_above_the_listed_one_is_no_reduction():
    found = priced(make_line("a", "12.00", listed="10.00"))

    assert figures(found, "listed", "reduction", "subtotal") == ["12.00", "0.00", "12.00"]


def test_empty_cart_costs_nothing():
    assert figures(priced(), "subtotal", "tax", "total") == ["0.00", "0.00", "0.00"]
    assert str(priced(coupon=ten_percent(free_shipping=True), shipping=shipping()).total) == "6.00"


@pytest.mark.parametrize("fields", [{"quantity": 0}, {"quantity": -1}, {"unit": "-0.01"}, {"listed": "-1"}])
def test_impossible_lines_are_refused(fields):
    with pytest.raises(ValueError, match="Line a"):
        make_line(**fields)


def test_impossible_terms_are_refused():
    with pytest.raises(ValueError, match="Coupon"):
        CouponTerms(kind=CouponKind.PERCENT, value=Decimal("100.01"))
    with pytest.raises(ValueError, match="Coupon"):
        amount_off("-1")
    with pytest.raises(ValueError, match="Shipping"):
        shipping("-1")
    with pytest.raises(ValueError, match="one key"):
        priced(make_line("a"), make_line("a"))
