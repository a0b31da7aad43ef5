"""Money that the buyer's bank has taken back, until it has decided."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.payments.models.payments import Dispute, Payment


class PaymentDispute(models.Model):
    """A dispute about a payment, which may have several; written by `shop.payments.disputes`."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes", verbose_name=_("payment"))
    #: The provider's name of it.
    reference = models.CharField(_("reference"), max_length=255)
    state = models.CharField(_("state"), max_length=20, choices=Dispute.choices)
    told_at = models.DateTimeField(_("told"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.UniqueConstraint(fields=["payment", "reference"], name="payment_dispute_once"),
            models.CheckConstraint(condition=Q(state__in=Dispute.values), name="payment_dispute_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.reference} {self.state}"
