"""What offers cost and have cost, so that a reduction can name the lowest price before it.

A seller who announces a reduction must say the lowest price of the 30 days before it (Directive 98/6/EC, article 6a).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from stoa.core.amounts import AmountField
from stoa.core.money import Money

if TYPE_CHECKING:
    from shop.catalogue.models.offers import Offer

LOOK_BACK = timedelta(days=30)


class PricePointQuerySet(models.QuerySet["PricePoint"]):
    """The prices of offers over time: each holds until the next one begins."""

    def begun(self, now: datetime) -> Self:
        return self.filter(starts_at__lte=now)

    def write_down(self, *, offer: "Offer", now: datetime) -> None:
        """What `offer` costs from `now` on, an announced sale included; what has been stays as it was."""
        points = self.filter(offer=offer)
        points.filter(starts_at__gte=now).delete()
        last = points.order_by("-starts_at").first()
        price = Money(last.amount, last.currency) if last else None
        for moment in offer.price_changes_at(now):
            if offer.price_at(moment) != price:
                price = offer.price_at(moment)
                self.create(
                    offer=offer,
                    starts_at=moment,
                    amount=price.amount,
                    currency=price.currency,
                    # Whoever publishes forgets the pages that showed the old price.
                    is_told=moment == now,
                )

    def lowest_before_sale(self, offers: Collection["Offer"], now: datetime) -> dict[int, Money]:
        """{offer id: the lowest price of the 30 days before its present reduction}; one query.

        Offers that are not reduced, or never cost more, are left out.
        """
        currencies = {offer.pk: offer.currency for offer in offers if offer.is_reduced(now)}
        points = self.begun(now).filter(offer__in=currencies).order_by("offer_id", "starts_at")
        found = {}
        for offer_id, rows in groupby(list(points), key=attrgetter("offer_id")):
            currency = currencies[offer_id]
            if (amount := _lowest_before_last([row for row in rows if row.currency == currency])) is not None:
                found[offer_id] = Money(amount, currency)
        return found


class PricePoint(models.Model):
    """From `starts_at` on an offer costs this, until its next point. Points ahead tell of an announced sale."""

    offer = models.ForeignKey(
        "catalogue.Offer", on_delete=models.CASCADE, related_name="price_points", verbose_name=_("offer")
    )
    starts_at = models.DateTimeField(_("from"))
    amount = AmountField(_("price"))
    currency = models.CharField(_("currency"), max_length=3)
    #: Are the kept pages that show the price before it forgotten?
    is_told = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = PricePointQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("price over time")
        verbose_name_plural = _("prices over time")
        constraints = [
            models.UniqueConstraint(fields=["offer", "starts_at"], name="price_point_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="price_point_not_negative"),
        ]
        indexes = [
            models.Index(fields=["starts_at"], condition=models.Q(is_told=False), name="price_point_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.starts_at:%Y-%m-%d}: {self.amount} {self.currency}"


def _lowest_before_last(points: list[PricePoint]) -> Any:
    """The lowest amount that held in the 30 days before the last of `points` (oldest first) began; None without one."""
    if not points:
        return None
    *earlier, last = points
    since = last.starts_at - LOOK_BACK
    ends = [point.starts_at for point in points[1:]]
    held = [point.amount for point, end in zip(earlier, ends, strict=True) if end > since]
    return min(held, default=None)
