"""A column for amounts of money in the site's currency, and the field that asks for one."""

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django import forms
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Round

from stoa.core.money import DECIMAL_PLACES, MAX_DIGITS, round_money


def summed(expression: Any) -> Round:
    """A sum of amounts as the database is to compare it.

    SQLite reckons in binary fractions, where 0.1 + 0.2 is not 0.3: constraints and questions that compare sums or
    products of amounts put them in here.
    """
    return Round(expression, DECIMAL_PLACES)


class AmountFormField(forms.DecimalField):
    """Shows and takes as many decimals as the currency has."""

    def __init__(self, *, decimal_places: int | None = None, **kwargs: Any) -> None:
        super().__init__(decimal_places=get_currency_precision(settings.SHOP_CURRENCY), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return round_money(value, settings.SHOP_CURRENCY) if isinstance(value, Decimal) and value.is_finite() else value


class AmountField(models.DecimalField):
    """At least nothing; stored with room for every currency. Migrations know it as the DecimalField that it is."""

    default_validators = [MinValueValidator(0)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": MAX_DIGITS, "decimal_places": DECIMAL_PLACES, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AmountFormField, **kwargs})
