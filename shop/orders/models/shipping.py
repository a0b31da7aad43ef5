"""How goods reach the buyer, and what that costs."""

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from shop.catalogue.tax_classes import TaxClass
from stoa.core.amounts import AmountField

NAME_LENGTH = 100
#: In grams.
HEAVIEST = 100_000_000


def shop_currency() -> str:
    """What new amounts are in."""
    return settings.SHOP_CURRENCY


def languages() -> list[tuple[str, str]]:
    """Called when asked, so that another language needs no migration."""
    return list(settings.LANGUAGES)


class Reach(models.TextChoices):
    """Where a method goes."""

    LISTED = "listed", _("the countries below")
    REST = "rest", _("every country that no other method lists")
    EVERYWHERE = "everywhere", _("every country")


class ShippingMethodQuerySet(models.QuerySet["ShippingMethod"]):
    """Methods."""

    def offered(self) -> Self:
        """Those in use, in the currency of the shop, as buyers see them; with their bands and texts in two queries."""
        used = self.filter(is_active=True, currency=settings.SHOP_CURRENCY)
        return used.prefetch_related("bands", "texts").order_by("place", "pk")


class ShippingMethod(ClusterableModel):
    """A way to deliver. Its bands say what it costs; what no band fits is not delivered in this way."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("How long it takes, or where and when to pick up.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    place = models.PositiveSmallIntegerField(
        _("place"), default=10, validators=[MaxValueValidator(1000)], help_text=_("Lower numbers stand first.")
    )
    reach = models.CharField(_("goes to"), max_length=10, choices=Reach.choices, default=Reach.LISTED)
    countries = CountryField(_("countries"), multiple=True, blank=True)
    is_pick_up = models.BooleanField(
        _("pick-up"), default=False, help_text=_("The buyer fetches it: no address is needed.")
    )
    currency = models.CharField(_("currency"), max_length=3, default=shop_currency, editable=False)
    free_from = AmountField(
        _("free from"),
        null=True,
        blank=True,
        help_text=_("Of goods after the discount; empty if it is never free."),
    )
    tax_class = models.CharField(_("tax class"), max_length=20, choices=TaxClass.choices, default=TaxClass.STANDARD)

    objects: ClassVar[Any] = ShippingMethodQuerySet.as_manager()

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("note")], heading=_("As buyers see it")),
        InlinePanel("texts", heading=_("In other languages"), label=_("Language")),
        MultiFieldPanel([FieldPanel("reach"), FieldPanel("countries"), FieldPanel("is_pick_up")], heading=_("Where")),
        InlinePanel("bands", heading=_("What it costs"), label=_("Band"), min_num=1),
        FieldRowPanel([FieldPanel("free_from"), FieldPanel("tax_class")]),
        FieldRowPanel([FieldPanel("is_active"), FieldPanel("place")]),
    ]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("shipping method")
        verbose_name_plural = _("shipping methods")
        constraints = [
            models.CheckConstraint(
                condition=Q(free_from=None) | Q(free_from__gte=0), name="shipping_free_from_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def countries_listed(self) -> set[str]:
        """The codes of the countries that it lists."""
        listed = self.countries if self.reach == Reach.LISTED else ()
        return {str(country) for country in listed}

    def clean(self) -> None:
        super().clean()
        if self.reach == Reach.LISTED and not self.countries:
            raise ValidationError({"countries": _("Choose at least one country.")})

    def price_of(self, weight: int, amount: Decimal) -> Decimal | None:
        """What goods of so many grams and so much money cost to send: the cheapest band that fits; None without one."""
        fitting = [band.price for band in self.bands.all() if band.fits(weight, amount)]
        if fitting and self.free_from is not None and amount >= self.free_from:
            return Decimal(0)
        return min(fitting, default=None)

    def text_in(self, language: str) -> tuple[str, str]:
        """Name and note in a language, else as they were first written."""
        for text in self.texts.all():
            if text.language == language:
                return text.name, text.note
        return self.name, self.note


class ShippingBand(models.Model):
    """A price up to a weight, from an amount on. Of those that fit the cheapest holds."""

    method = ParentalKey(ShippingMethod, on_delete=models.CASCADE, related_name="bands", verbose_name=_("method"))
    up_to_weight = models.PositiveIntegerField(
        _("up to, in grams"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(HEAVIEST)],
        help_text=_("Empty for any weight."),
    )
    from_amount = AmountField(
        _("for goods from"),
        default=Decimal(0),
    )
    price = AmountField(_("price"))

    panels = [FieldRowPanel([FieldPanel("up_to_weight"), FieldPanel("from_amount"), FieldPanel("price")])]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0, from_amount__gte=0), name="shipping_band_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.method_id}: {self.price}"

    def fits(self, weight: int, amount: Decimal) -> bool:
        return (self.up_to_weight is None or weight <= self.up_to_weight) and amount >= self.from_amount


class ShippingText(models.Model):
    """Name and note of a method in one more language."""

    method = ParentalKey(ShippingMethod, on_delete=models.CASCADE, related_name="texts", verbose_name=_("method"))
    language = models.CharField(_("language"), max_length=10, choices=languages)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels = [FieldPanel("language"), FieldPanel("name"), FieldPanel("note")]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a shipping method")
        verbose_name_plural = _("texts of shipping methods")
        constraints = [models.UniqueConstraint(fields=["method", "language"], name="shipping_text_once")]

    def __str__(self) -> str:
        return f"{self.language}: {self.name}"
