"""What happened to an order, and the mails about it."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.orders.models.orders import Order, State


class OrderEvent(models.Model):
    """A line of an order's history. `state` is what it became; with it stays empty what changed no state."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events", verbose_name=_("order"))
    #: "placed", "state", or what `shop.orders.history` has words for.
    name = models.CharField(_("what"), max_length=40)
    state_before = models.CharField(_("before"), max_length=20, choices=State.choices, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, blank=True)
    #: Of the shop's staff; empty for what the buyer did, or the site by itself.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("at"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event of an order")
        verbose_name_plural = _("events of orders")
        indexes = [models.Index(fields=["order", "created_at", "id"], name="order_event_in_order")]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.name} {self.state}"


class OrderMailQuerySet(models.QuerySet["OrderMail"]):
    """Mails."""

    def due(self, now: datetime) -> Self:
        """Those that are owed and that nobody is just trying to send."""
        return self.filter(sent_at=None, given_up_at=None, due_at__lte=now)


class OrderMail(models.Model):
    """A mail that an order owes its buyer, or staff: written with what it tells of, sent once, by
    `shop.orders.mailing`.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="mails", verbose_name=_("order"))
    #: "placed", "paid", "shipped", "cancelled", …: the name of the template.
    name = models.CharField(_("mail"), max_length=40)
    #: What it is about, where an order may have several of a kind: the id of a shipment, the key of a refund.
    about = models.CharField(_("about"), max_length=40, blank=True)
    #: Of the shop's staff; empty for the buyer, whose address is the order's.
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recipient"),
    )
    created_at = models.DateTimeField(_("owed since"))
    #: Nobody tries before: whoever tries, or fails, sets it further off.
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects: ClassVar[Any] = OrderMailQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail of an order")
        verbose_name_plural = _("mails of orders")
        constraints = [models.UniqueConstraint(fields=["order", "name", "about"], name="order_mail_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at=None, given_up_at=None), name="order_mail_due")]

    def __str__(self) -> str:
        return f"{self.name}: {self.order_id}"
