"""Amounts of money: always a Decimal and its currency together.

Rounding is half up, away from zero, to the smallest unit of the currency (docs/adr/0008-rounding.md). How many decimals
a currency has is CLDR's word, which Babel brings along.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Self

from babel.numbers import format_currency, get_currency_precision, is_currency
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import get_language, to_locale

from stoa.core.exceptions import CurrencyMismatch

#: Of columns that hold amounts: enough for the currencies with three decimals.
MAX_DIGITS = 15
DECIMAL_PLACES = 3


@dataclass(frozen=True)
class Money:
    """An amount in a currency (ISO 4217). Sums and comparisons of two currencies raise CurrencyMismatch."""

    amount: Decimal
    currency: str

    def __add__(self, other: Self) -> Self:
        return replace(self, amount=self.amount + self._same(other))

    def __sub__(self, other: Self) -> Self:
        return replace(self, amount=self.amount - self._same(other))

    def __mul__(self, factor: int) -> Self:
        return replace(self, amount=self.amount * factor)

    def __neg__(self) -> Self:
        return replace(self, amount=-self.amount)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        """ "12.50 EUR", for logs and histories."""
        return f"{round_money(self.amount, self.currency)} {self.currency}"

    def _same(self, other: Self) -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.amount


@cache
def smallest_unit(currency: str) -> Decimal:
    """0.01 for EUR, 1 for JPY, 0.001 for KWD."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """`amount` in whole smallest units of `currency`, half up."""
    # Adding zero makes -0.00 0.00.
    return amount.quantize(smallest_unit(currency), rounding=ROUND_HALF_UP) + 0


def format_money(money: Money, language: str) -> str:
    """ "€12.50", "12,50 €": rounded, as people who read `language` write it."""
    amount = round_money(money.amount, money.currency)
    return format_currency(amount, money.currency, locale=to_locale(language))


def shown_money(money: Money) -> str:
    """`format_money` for whoever reads now: in the active language."""
    return format_money(money, get_language() or settings.LANGUAGE_CODE)


def check_currency(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """System check: SHOP_CURRENCY is a currency whose amounts the columns can hold."""
    code = settings.SHOP_CURRENCY
    if is_currency(code) and get_currency_precision(code) <= DECIMAL_PLACES:
        return []
    message = f"SHOP_CURRENCY is {code!r}, which is no currency with up to {DECIMAL_PLACES} decimals."
    return [Error(message, hint="Use a code of ISO 4217, such as EUR.", id="stoa.E001")]
