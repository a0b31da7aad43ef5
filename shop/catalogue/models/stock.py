"""What happened to the stock of offers, and what is held for whom. Written only by `shop.catalogue.stock`."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class StockReason(models.TextChoices):
    """Why the stock of an offer changed."""

    COUNTED = "counted", _("counted")
    DELIVERED = "delivered", _("delivered by the supplier")
    LOST = "lost", _("lost or damaged")
    RESERVED = "reserved", _("reserved")
    RELEASED = "released", _("reservation ended")
    SOLD = "sold", _("sold")
    RETURNED = "returned", _("given back")


@register_setting(icon="warning")
class StockSettings(BaseGenericSetting):
    """What the shop's staff wish to be told of the stock."""

    low_stock = models.PositiveIntegerField(
        _("stock is low from"),
        default=5,
        help_text=_(
            "Offers with no more than this are in the report of low stock; an offer may have a number of its own."
        ),
    )

    class Meta:
        verbose_name = _("stock settings")

    @classmethod
    def threshold(cls) -> int:
        """The number that holds where an offer has none; reading writes nothing."""
        row = cls.objects.first()
        return row.low_stock if row else cls._meta.get_field("low_stock").default


class StockMovement(models.Model):
    """A line of the ledger: the changes of an offer add up to its stock, less what it owes."""

    offer = models.ForeignKey(
        "catalogue.Offer", on_delete=models.PROTECT, related_name="movements", verbose_name=_("offer")
    )
    #: Nothing for what was sold: it had been taken off when it was reserved.
    change = models.IntegerField(_("change"))
    reason = models.CharField(_("reason"), max_length=12, choices=StockReason.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    #: For whom: the UUID of an order.
    owner_key = models.CharField(_("order"), max_length=36, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(change=0) | Q(reason=StockReason.SOLD), name="stock_movement_changes_something"
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "-created_at", "-id"], name="stock_movement_of_offer"),
            models.Index(fields=["owner_key"], condition=~Q(owner_key=""), name="stock_movement_of_order"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.change:+d} ({self.reason})"


class Reservation(models.Model):
    """A number of an offer held for an order until a moment; taken off its stock already."""

    offer = models.ForeignKey(
        "catalogue.Offer", on_delete=models.PROTECT, related_name="reservations", verbose_name=_("offer")
    )
    owner_key = models.CharField(_("order"), max_length=36)
    quantity = models.PositiveIntegerField(_("quantity"))
    #: Was it taken off a stock, which gets it back? Not where none was counted.
    is_counted = models.BooleanField(default=True)
    expires_at = models.DateTimeField(_("until"), db_index=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(fields=["owner_key", "offer"], name="reservation_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_key}: {self.quantity} of {self.offer_id}"
