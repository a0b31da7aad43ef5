"""A field for offers that are named by their numbers (SKU), as they stand on boxes, whatever their case."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Lower

from shop.catalogue.models import Offer

NAMED_AT_MOST = 10


class SkusField(forms.CharField):
    """Separated by lines or commas; its value are some of `offers`. `unknown` refuses others: its %s names them."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, *, offers: QuerySet[Offer], unknown: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offers, self.unknown = offers, unknown

    def clean(self, value: Any) -> list[Offer]:
        typed = {sku.lower(): sku for sku in re.split(r"[,;\s]+", super().clean(value)) if sku}
        found: list[Offer] = list(self.offers.alias(plain_sku=Lower("sku")).filter(plain_sku__in=typed))
        unknown = typed.keys() - {offer.sku.lower() for offer in found}
        if unknown or (self.required and not found):
            raise ValidationError(self.unknown % ", ".join(sorted(typed[plain] for plain in unknown)[:NAMED_AT_MOST]))
        return found


def written(offers: Iterable[Offer]) -> str:
    """Their numbers, as the field takes them."""
    return ", ".join(sorted(offer.sku for offer in offers))
