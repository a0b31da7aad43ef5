"""Who may still take the files of a line, and who has taken which."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from shop.orders.models.orders import SETTLED, OrderLine


class DownloadRightQuerySet(models.QuerySet["DownloadRight"]):
    """Rights."""

    def kept(self) -> Self:
        """Those of what was paid and not given back, ended or not; with their lines and orders."""
        paid = self.filter(withdrawn_at=None, line__order__state__in=SETTLED, line__refunded__lt=F("line__quantity"))
        return paid.select_related("line__order")


class DownloadRight(models.Model):
    """A paid line of a kind that is downloaded. Written by `shop.orders.downloads.rights`."""

    line = models.OneToOneField(
        OrderLine, on_delete=models.PROTECT, related_name="download_right", verbose_name=_("line")
    )
    until = models.DateTimeField(_("until"))
    #: Only what was taken since then counts: staff may begin anew.
    counted_from = models.DateTimeField(_("counted from"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects: ClassVar[Any] = DownloadRightQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("right to download")
        verbose_name_plural = _("rights to download")

    def __str__(self) -> str:
        return f"{self.line_id}: {self.until:%Y-%m-%d}"

    @property
    def most(self) -> int:
        """How often each file may be taken: so often for each piece that was not given back."""
        return settings.SHOP_DOWNLOAD_LIMIT * (self.line.quantity - self.line.refunded)

    def is_open(self, now: datetime) -> bool:
        """May something be taken now? Of one whose line and order were read with it."""
        return self.withdrawn_at is None and self.line.order.is_settled and self.most > 0 and now < self.until


class Download(models.Model):
    """A file was taken once, however often the transfer broke off. Written by `shop.orders.downloads.taking`."""

    right = models.ForeignKey(
        DownloadRight, on_delete=models.CASCADE, related_name="downloads", verbose_name=_("right to download")
    )
    file = models.ForeignKey(
        "catalogue.OfferFile", on_delete=models.PROTECT, related_name="downloads", verbose_name=_("file")
    )
    #: The newest then; what is sent is always the newest.
    version = models.PositiveIntegerField(_("version"))
    taken_at = models.DateTimeField(_("taken"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        indexes = [models.Index(fields=["right", "file", "taken_at"], name="download_counted")]

    def __str__(self) -> str:
        return f"{self.right_id}: {self.file_id}"
