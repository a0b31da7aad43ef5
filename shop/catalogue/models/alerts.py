"""Who wishes to be told by mail when an offer can be had again."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models.offers import Offer


class StockAlertQuerySet(models.QuerySet["StockAlert"]):
    """Alerts; those that count are confirmed."""

    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def due(self, now: Any) -> Self:
        """Those whose offer can be had, and whose mail nobody has in hand."""
        offers = Offer.objects.for_sale().in_stock().values("pk")
        return self.confirmed().filter(Q(in_hand_until=None) | Q(in_hand_until__lte=now), offer__in=offers)


class StockAlert(models.Model):
    """One wish for one mail, of a member or of a guest's address; gone once the mail is sent."""

    offer = models.ForeignKey(
        "catalogue.Offer", on_delete=models.CASCADE, related_name="alerts", verbose_name=_("offer")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="stock_alerts",
        verbose_name=_("member"),
    )
    #: Of a guest; a member's is looked up when the mail is sent.
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    created_at = models.DateTimeField(_("at"), db_index=True)
    #: Members need not; guests by the link in a mail.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    #: A worker sends the mail until then, or it has failed and pauses; after it others try.
    in_hand_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = StockAlertQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("stock alert")
        verbose_name_plural = _("stock alerts")
        constraints = [
            models.UniqueConstraint(
                "offer", Lower("email"), condition=~Q(email=""), name="stock_alert_of_address_once"
            ),
            models.UniqueConstraint(fields=["offer", "user"], name="stock_alert_of_member_once"),
            models.CheckConstraint(
                condition=Q(user=None) & ~Q(email="") | Q(user__isnull=False, email=""), name="stock_alert_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.user_id or self.email}"
