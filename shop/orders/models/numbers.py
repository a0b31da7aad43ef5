"""Series of numbers without gaps. Written only by `shop.orders.numbers`."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """The last number that was given in a series: "order-2026"."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
