"""Money that goes back."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import OrderLine
from shop.payments.models.payments import Payment
from stoa.core.amounts import AmountField
from stoa.core.money import Money

#: Providers remember the key of a refund for a day; to send it later could give back twice.
KEY_IS_GOOD_FOR = timedelta(hours=20)


class RefundState(models.TextChoices):
    """Where a refund stands."""

    WAITING = "waiting", _("on its way")
    DONE = "done", _("given back")
    FAILED = "failed", _("failed")


def _may_be_sent(now: datetime, by_hand: Iterable[str]) -> Q:
    """Those whose key is good, and those that a person sends."""
    return Q(created_at__gt=now - KEY_IS_GOOD_FOR) | Q(payment__provider__in=by_hand)


class RefundQuerySet(models.QuerySet["Refund"]):
    """Refunds. `by_hand` names the providers whose money staff send themselves."""

    def sendable(self, now: datetime, by_hand: Iterable[str]) -> Self:
        """Those that wait and can be sent without giving back twice."""
        return self.filter(_may_be_sent(now, by_hand), state=RefundState.WAITING)

    def unanswered(self, now: datetime, by_hand: Iterable[str]) -> Self:
        """Those that wait and are no longer sent by themselves: a person may say how they stand."""
        return self.filter(state=RefundState.WAITING).exclude(_may_be_sent(now, by_hand))

    def unexplained(self) -> Self:
        """Ordered at the provider, and nobody has said for what (`shop.payments.explaining`)."""
        return self.filter(state=RefundState.DONE, is_return=False, is_surplus=False, shipping=0, lines=None)

    def to_send(self, by_hand: Iterable[str]) -> Self:
        """Those whose transfer nobody has sent."""
        return self.filter(state=RefundState.DONE, sent_at=None, payment__provider__in=by_hand)


class Refund(models.Model):
    """A part of a payment, or all of it, that goes back; `key` is its name for the provider. Written by `refunding`."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=RefundState.choices, default=RefundState.WAITING)
    amount = AmountField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    #: How much of it is for shipping.
    shipping = AmountField(_("of which shipping"), default=Decimal(0))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    gives_stock_back = models.BooleanField(_("goods go back into stock"), default=False)
    #: The money could not be used for the order at all: it has no lines, and no invoice was made out.
    is_return = models.BooleanField(_("payment that could not be used"), default=False)
    #: More had come than the order costs: no goods, no credit note.
    is_surplus = models.BooleanField(_("more than the order costs"), default=False)
    #: The one that failed and in whose place it was ordered.
    retry_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="retry", verbose_name=_("in place of")
    )
    #: It failed, and staff have sorted it out otherwise.
    is_put_aside = models.BooleanField(_("put aside"), default=False)
    reference = models.CharField(_("reference"), max_length=255, blank=True)
    error = models.CharField(_("what the provider said"), max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("ordered"))
    done_at = models.DateTimeField(_("given back on"), null=True, blank=True)
    #: By hand: somebody has sent the transfer.
    sent_at = models.DateTimeField(_("transfer sent on"), null=True, blank=True)

    objects: ClassVar[Any] = RefundQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(shipping__gte=0, shipping__lte=models.F("amount")), name="refund_shipping_is_part"
            ),
            models.CheckConstraint(condition=Q(state__in=RefundState.values), name="refund_state_is_known"),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="refund_done_has_a_day"),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state="waiting"), name="refund_waiting"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="refund_of_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount} {self.currency} {self.state}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class RefundLine(models.Model):
    """So many of a line of the order, and what was paid for them; none of it where its price was reduced."""

    refund = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="lines", verbose_name=_("refund"))
    line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, related_name="refund_lines", verbose_name=_("line of the order")
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    amount = AmountField(_("amount"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a refund")
        verbose_name_plural = _("lines of refunds")
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="refund_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, amount__gte=0) | Q(quantity=0, amount__gt=0),
                name="refund_line_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line_id}"
