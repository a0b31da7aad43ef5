"""Amounts as Stripe wants them: whole numbers of what it takes for the smallest unit of a currency.

https://docs.stripe.com/currencies: that differs from CLDR, which `core.money` follows, for a good dozen currencies.
"""

from decimal import Decimal

from stoa.core.money import Money

NO_DECIMALS = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
THREE_DECIMALS = frozenset("BHD JOD KWD OMR TND".split())
#: {currency: what amounts must divide by}: the partners of Stripe know no third decimal, ISK has none but is told two.
STEPS = {"ISK": 100} | dict.fromkeys(THREE_DECIMALS, 10)
#: Stripe's pages contradict each other about its decimals: better no payment than one of a hundred times too much.
UNCLEAR = frozenset({"UGX"})


def can_be_asked(money: Money) -> bool:
    """Is it a whole number of what Stripe can ask?"""
    if money.currency in UNCLEAR:
        return False
    units = _exact(money)
    return units == units.to_integral_value() and units % STEPS.get(money.currency, 1) == 0


def to_units(money: Money) -> int:
    """1250 for 12.50 EUR, 1250 for 1,250 JPY, 12500 for 12.50 KWD. Raises ValueError for what is no whole number."""
    units = _exact(money)
    if units != units.to_integral_value():
        raise ValueError(f"{money.amount} {money.currency} is no whole number of units")
    return int(units)


def from_units(units: int, currency: str) -> Money:
    """The other way; `currency` in Stripe's small letters or ours."""
    code = currency.upper()
    return Money(Decimal(units).scaleb(-_exponent(code)), code)


def _exact(money: Money) -> Decimal:
    return money.amount.scaleb(_exponent(money.currency))


def _exponent(currency: str) -> int:
    if currency in NO_DECIMALS:
        return 0
    return 3 if currency in THREE_DECIMALS else 2
