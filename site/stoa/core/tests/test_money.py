from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from stoa.core.exceptions import CurrencyMismatch
from stoa.core.money import Money, check_currency, format_money, round_money, smallest_unit
from stoa.core.templatetags.stoa_tags import rate


def euros(amount):
    return Money(Decimal(amount), "EUR")


def shown(amount):
    return Template("{% load stoa_tags %}{{ amount|money }}").render(Context({"amount": amount}))


def test_sums_and_differences_keep_the_currency():
    assert euros("1.50") + euros("2.25") - euros("0.75") == euros("3.00")
    assert euros("1.50") * 3 == euros("4.50")
    assert -euros("1") == euros("-1")


@pytest.mark.parametrize("name", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_raise(name):
    with pytest.raises(CurrencyMismatch):
        getattr(euros("1"), name)(Money(Decimal(1), "JPY"))


def test_amounts_of_one_currency_compare():
    assert max(euros("1"), euros("3"), euros("2")) == euros("3")
    assert euros("1.00") == euros("1")
    assert [bool(euros("0.00")), bool(euros("0.01"))] == [False, True]


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.005", "EUR", "0.01"),
        ("0.015", "EUR", "0.02"),
        ("0.0149", "EUR", "0.01"),
        ("-0.005", "EUR", "-0.01"),
        ("-0.001", "EUR", "0.00"),
        ("2", "EUR", "2.00"),
        ("0.5", "JPY", "1"),
        ("1250.49", "JPY", "1250"),
        ("0.0005", "KWD", "0.001"),
        ("1.2344", "KWD", "1.234"),
    ],
)
def test_m08_rounding_is_half_up_to_the_unit_of_the_currency(amount, currency, rounded):
    assert str(round_money(Decimal(amount), currency)) == rounded


def test_smallest_units():
    assert [smallest_unit(code) for code in ("EUR", "JPY", "KWD")] == [Decimal("0.01"), Decimal(1), Decimal("0.001")]


@pytest.mark.parametrize(
    ("language", "amount", "currency", "text"),
    [
        ("en", "1234.5", "EUR", "€1,234.50"),
        ("es", "1234.5", "EUR", "1.234,50\xa0€"),
        ("bg", "12345.5", "EUR", "12\xa0345,50\xa0€"),
        ("en", "1234", "JPY", "¥1,234"),
        ("es", "1.5", "KWD", "1,500\xa0KWD"),
        ("en", "-3", "EUR", "-€3.00"),
        ("pt-br", "3", "BRL", "R$\xa03,00"),
    ],
)
def test_money_is_written_as_the_language_does(language, amount, currency, text):
    assert format_money(Money(Decimal(amount), currency), language) == text


def test_filter_uses_the_active_language():
    with translation.override("bg"):
        assert shown(euros("2.5")) == "2,50\xa0€"
    with translation.override("en"):
        assert shown(euros("2.5")) == "€2.50"
    with translation.override(None):
        assert shown(euros("2.5")) == "€2.50"
    assert shown(None) == ""


def test_filter_takes_amount_and_currency_apart():
    template = Template("{% load stoa_tags %}{{ amount|money:currency }}")

    assert template.render(Context({"amount": Decimal("1234"), "currency": "JPY"})) == "¥1,234"


def test_logs_name_amount_and_currency():
    assert str(euros("2.5")) == "2.50 EUR"


@pytest.mark.parametrize(("code", "ids"), [("EUR", []), ("JPY", []), ("XQQ", ["stoa.E001"]), ("CLF", ["stoa.E001"])])
def test_check_refuses_what_is_no_currency(settings, code, ids):
    settings.SHOP_CURRENCY = code

    assert [error.id for error in check_currency(None)] == ids


@pytest.mark.parametrize(
    ("percent", "language", "shown"),
    [("20.000", "en", "20"), ("25.500", "en", "25.5"), ("8.875", "es", "8,875"), ("0", "en", "0")],
)
def test_m08_rate_is_shown_with_the_decimals_it_has(percent, language, shown):
    with translation.override(language):
        assert rate(Decimal(percent)) == shown
