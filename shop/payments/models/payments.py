"""Attempts to pay an order."""

import uuid
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import Order
from stoa.core.amounts import AmountField
from stoa.core.money import Money


class PaymentState(models.TextChoices):
    """Where a payment stands with us; `settlement` says what may follow what."""

    OPEN = "open", _("begun")
    PENDING = "pending", _("on its way")
    SETTLED = "settled", _("received")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("not paid in time")
    #: The money is here and cannot be used: it goes back.
    RETURNING = "returning", _("is given back")
    REFUNDED = "refunded", _("given back")
    #: Somebody must look at it.
    HELD = "held", _("held for a person")


#: Money may still come: its provider is asked about these.
UNDECIDED = (PaymentState.OPEN, PaymentState.PENDING)


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Payments by how they stand."""

    def under_way(self) -> Self:
        """Money has been promised or has come: to begin another payment would be to pay twice."""
        return self.filter(state__in=[PaymentState.PENDING, PaymentState.HELD])


class Dispute(models.TextChoices):
    """How it stands when the buyer's bank has taken the money back."""

    OPEN = "open", _("open")
    WON = "won", _("won")
    LOST = "lost", _("lost")
    #: Over, and neither: the bank asked before it took anything, or thought better of it.
    CLOSED = "closed", _("closed")


class Payment(models.Model):
    """An attempt of a buyer to pay an order, once with one provider. `key` is the attempt's name for the provider."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments", verbose_name=_("order"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    provider = models.CharField(_("way to pay"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=PaymentState.choices, default=PaymentState.OPEN)
    #: What the order costs; once something else has come, that.
    amount = AmountField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    #: How much of it is more than the order costs, where staff have accepted that: it goes back.
    surplus = AmountField(_("more than the order costs"), default=Decimal(0))
    #: The sum of its refunds that did not fail.
    refunded = AmountField(_("given back"), default=Decimal(0))
    #: The provider's names: of the attempt, and of the money that came.
    reference = models.CharField(_("reference"), max_length=255, blank=True)
    charge = models.CharField(_("charge"), max_length=255, blank=True)
    url = models.TextField(_("page to pay on"), blank=True)
    #: For staff: why it is held, or goes back.
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    dispute = models.CharField(_("dispute"), max_length=20, choices=Dispute.choices, blank=True)
    #: Of the staff, who said that the money is there.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("begun"))
    expires_at = models.DateTimeField(_("to be paid until"), null=True, blank=True)
    settled_at = models.DateTimeField(_("received on"), null=True, blank=True)
    #: When the provider was last asked.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PaymentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(state="settled"), name="payment_settled_once"),
            models.UniqueConstraint(fields=["order", "provider"], condition=Q(state="open"), name="payment_open_once"),
            models.UniqueConstraint(fields=["order", "attempt"], name="payment_attempt_once"),
            models.UniqueConstraint(
                fields=["provider", "reference"], condition=~Q(reference=""), name="payment_reference_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("amount")), name="payment_no_more_back_than_paid"
            ),
            models.CheckConstraint(
                condition=Q(surplus__gte=0, surplus__lt=F("amount")), name="payment_surplus_is_part"
            ),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payment_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["settled", "returning", "refunded"]) | Q(settled_at__isnull=False),
                name="payment_received_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="payment_newest"),
            models.Index(fields=["charge"], condition=~Q(charge=""), name="payment_of_charge"),
            models.Index(fields=["state", "asked_at"], name="payment_to_ask_about"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.attempt}: {self.provider} {self.state}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def has_come(self) -> bool:
        """Is or was there money? Of a payment that is held both can be."""
        return self.settled_at is not None

    @property
    def left(self) -> Money:
        """What has not gone back."""
        return Money(self.amount - self.refunded, self.currency)
