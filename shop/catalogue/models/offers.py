"""What is sold. A page is what is read: in every language it sells the same offers."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from shop.catalogue.filters import Filters
from shop.catalogue.tax_classes import TaxClass
from stoa.core.amounts import AmountField
from stoa.core.money import Money

SKU_LENGTH = 64
check_sku = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", _("Letters from A to Z, digits and . _ / - only."))


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions asked of many offers."""

    def for_sale(self) -> Self:
        """Those that can be put into a cart, sold out or not."""
        return self.filter(is_on_sale=True)

    def with_price(self, now: datetime) -> Self:
        """With the price of the moment as `price_now`."""
        return self.annotate(price_now=Case(When(_is_reduced(now), then=F("sale_price")), default=F("price")))

    def reduced(self, now: datetime) -> Self:
        return self.filter(_is_reduced(now))

    def in_stock(self) -> Self:
        return self.filter(Q(stock=None) | Q(stock__gt=0) | Q(backorder=True))

    def sold_out(self) -> Self:
        return self.filter(stock=0)

    def low(self, threshold: int) -> Self:
        """Those for sale of which `threshold`, or the number of the offer itself, or fewer are left."""
        return self.for_sale().filter(stock__lte=Coalesce("low_stock", threshold))

    def fitting(self, filters: Filters, now: datetime) -> Self:
        """Those for sale that a list with these filters is about; their options are `ProductVariantQuerySet`'s."""
        offers = self.for_sale()
        low, high = filters.amount("from"), filters.amount("to")
        if low is not None or high is not None:
            offers = offers.with_price(now)
        if low is not None:
            offers = offers.filter(price_now__gte=low)
        if high is not None:
            offers = offers.filter(price_now__lte=high)
        if filters.has("available"):
            offers = offers.in_stock()
        return offers.reduced(now) if filters.has("reduced") else offers


class Offer(models.Model):
    """A price and a stock under one number. Written by `shop.catalogue.publishing`, its stock by `.stock`; never
    deleted once it was sold."""

    GOODS = "goods"
    DOWNLOAD = "download"

    sku = models.CharField(_("SKU"), max_length=SKU_LENGTH)
    kind = models.CharField(_("kind"), max_length=20, default=GOODS)
    #: Of the page that sells it, in every language.
    translation_key = models.UUIDField(editable=False)
    #: Of the variant, in every language and under every name; None where a page sells one thing.
    variant_key = models.UUIDField(null=True, editable=False)
    name = models.CharField(
        _("name"), max_length=255, help_text=_("As the page was called when it was last published.")
    )
    label = models.CharField(_("variant"), max_length=255, blank=True)
    price = AmountField(_("price"))
    currency = models.CharField(_("currency"), max_length=3)
    sale_price = AmountField(_("sale price"), null=True, blank=True)
    sale_from = models.DateTimeField(_("sale from"), null=True, blank=True)
    sale_to = models.DateTimeField(_("sale to"), null=True, blank=True)
    tax_class = models.CharField(_("tax class"), max_length=20, choices=TaxClass.choices, default=TaxClass.STANDARD)
    weight = models.PositiveIntegerField(_("weight in grams"), default=0)
    ships = models.BooleanField(_("is shipped"), default=True)
    is_on_sale = models.BooleanField(_("on sale"), default=False)
    #: What can still be sold: what is reserved is taken off already. None: as many as one likes.
    stock = models.PositiveIntegerField(_("stock"), null=True, blank=True)
    #: What was sold on backorder beyond the stock and has yet to come in.
    owed = models.PositiveIntegerField(_("owed"), default=0)
    backorder = models.BooleanField(_("sold beyond the stock"), default=False)
    low_stock = models.PositiveIntegerField(
        _("stock is low from"), null=True, blank=True, help_text=_("Empty: as the settings of the shop say.")
    )
    #: How many were ever sold and not given back.
    sold = models.PositiveIntegerField(_("sold"), default=0, editable=False)

    objects: ClassVar[Any] = OfferQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(Lower("sku"), name="offer_sku_once"),
            models.UniqueConstraint(fields=["translation_key", "variant_key"], name="offer_of_variant_once"),
            models.UniqueConstraint(
                fields=["translation_key"], condition=Q(variant_key=None), name="offer_without_variant_once"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="offer_price_not_negative"),
            models.CheckConstraint(
                condition=Q(sale_price=None) | Q(sale_price__gte=0, sale_price__lt=F("price")),
                name="offer_sale_is_less",
            ),
            models.CheckConstraint(
                condition=Q(sale_from=None) | Q(sale_to=None) | Q(sale_from__lt=F("sale_to")),
                name="offer_sale_ends_later",
            ),
            models.CheckConstraint(condition=Q(owed=0) | Q(stock=0), name="offer_owes_only_without_stock"),
        ]
        indexes = [models.Index(fields=["is_on_sale", "translation_key"], name="offer_for_sale")]

    def __str__(self) -> str:
        return f"{self.sku} {self.full_name}"

    @property
    def full_name(self) -> str:
        """ "Linen notebook, A5, blue", in the site's first language; `offers.names` has it in the reader's."""
        return ", ".join(part for part in (self.name, self.label) if part)

    @property
    def listed_price(self) -> Money:
        """Without the sale."""
        return Money(self.price, self.currency)

    @property
    def is_sold_out(self) -> bool:
        return self.stock == 0 and not self.backorder

    @property
    def left(self) -> int | None:
        """How many can be sold now; None for as many as one likes."""
        if not self.is_on_sale:
            return 0
        return None if self.stock is None or self.backorder else self.stock

    def is_reduced(self, now: datetime) -> bool:
        if self.sale_price is None or (self.sale_from and now < self.sale_from):
            return False
        return self.sale_to is None or now < self.sale_to

    def price_at(self, now: datetime) -> Money:
        amount = self.sale_price if self.sale_price is not None and self.is_reduced(now) else self.price
        return Money(amount, self.currency)

    def price_changes_at(self, now: datetime) -> list[datetime]:
        """The moments from `now` on at which the price may change, `now` the first."""
        ahead = [moment for moment in (self.sale_from, self.sale_to) if moment and moment > now]
        return [now, *ahead] if self.sale_price is not None else [now]


def _is_reduced(now: datetime) -> Q:
    begun = Q(sale_from=None) | Q(sale_from__lte=now)
    return Q(sale_price__isnull=False) & begun & (Q(sale_to=None) | Q(sale_to__gt=now))
