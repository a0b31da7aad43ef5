"""What is taxed how much, where and since when."""

from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from shop.catalogue.tax_classes import TaxClass


class TaxRateQuerySet(models.QuerySet["TaxRate"]):
    """Rates."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def overlapping(self, rate: "TaxRate") -> Self:
        """Others for the same that hold on a day on which `rate` does."""
        same = self.filter(country=rate.country, region=rate.region, tax_class=rate.tax_class).exclude(pk=rate.pk)
        if rate.valid_to:
            same = same.filter(valid_from__lte=rate.valid_to)
        return same.filter(Q(valid_to=None) | Q(valid_to__gte=rate.valid_from))


class TaxRate(models.Model):
    """A percentage from `valid_from` to the end of `valid_to`. A region's rates go before those of its country."""

    country = CountryField(_("country"))
    region = models.CharField(
        _("region"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9]{1,3}\Z")],
        help_text=_("What follows the hyphen in ISO 3166-2, such as TF for Tenerife; empty for the whole country."),
    )
    tax_class = models.CharField(_("class"), max_length=20, choices=TaxClass.choices, default=TaxClass.STANDARD)
    percent = models.DecimalField(
        _("per cent"), max_digits=6, decimal_places=3, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True, help_text=_("The last day; empty while it holds."))

    objects: ClassVar[Any] = TaxRateQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("country"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("tax_class"), FieldPanel("percent")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "region", "tax_class", "valid_from"], name="tax_rate_once_a_day"
            ),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="tax_rate_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="tax_rate_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        place = f"{self.country}-{self.region}" if self.region else str(self.country)
        return f"{place} {self.tax_class} {self.percent.normalize():f} %"

    def clean(self) -> None:
        """Refuse rates that hold at the same time; the database does, too (migration 0004_rules_of_the_database)."""
        super().clean()
        # A form is cleaned although its day is missing or none.
        begins: date | None = self.valid_from
        if begins is None:
            return
        if self.valid_to is not None and self.valid_to < begins:
            raise ValidationError({"valid_to": _("It ends before it begins.")})
        other = TaxRate.objects.overlapping(self).order_by("valid_from").first()
        if other is not None:
            raise ValidationError(
                _("At the same time there is “%(rate)s” from %(since)s: end that one on the day before this begins."),
                params={"rate": other, "since": other.valid_from},
            )
