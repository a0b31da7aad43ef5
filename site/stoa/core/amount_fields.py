"""Form fields for amounts: columns have three decimals for the currencies that need them, and editors see two."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from wagtail.admin.forms.models import register_form_field_override

from stoa.core.money import round_money


class AmountField(forms.DecimalField):
    """Shows as many decimals as the currency of the shop has, more only where they are not nought."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal) or not value.is_finite():
            return value
        rounded = round_money(value, settings.SHOP_CURRENCY)
        return rounded if rounded == value else value.normalize()


def register() -> None:
    """For every decimal column in the forms of the admin."""
    register_form_field_override(models.DecimalField, override={"form_class": AmountField})
