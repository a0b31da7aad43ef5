"""Files that come with an offer: what a buyer of a download gets."""

from pathlib import PurePath
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models.offers import Offer
from stoa.core.protected_files import protected_storage

NAME_LENGTH = 255


def place_of(instance: models.Model, filename: str) -> str:
    """Nobody guesses it, and a new version never lies where the one before lay."""
    return f"downloads/{uuid4().hex}{PurePath(filename).suffix.lower()[:16]}"


class OfferFileQuerySet(models.QuerySet["OfferFile"]):
    """Files."""

    def in_order(self) -> Self:
        return self.order_by("place", "title", "pk")


class OfferFile(models.Model):
    """One file, in its newest version, for all who bought one of its offers. Replaced by `shop.catalogue.files`."""

    offers = models.ManyToManyField(Offer, related_name="files", verbose_name=_("goods"))
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=place_of, storage=protected_storage, max_length=200)
    #: As it was called where it came from, and as buyers save it.
    name = models.CharField(_("file name"), max_length=NAME_LENGTH, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    place = models.PositiveSmallIntegerField(_("place"), default=10, help_text=_("Lower numbers stand first."))
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = OfferFileQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file to download")
        verbose_name_plural = _("files to download")

    def __str__(self) -> str:
        return self.title

    @property
    def format(self) -> str:
        """ "PDF"."""
        return PurePath(self.name).suffix.lstrip(".").upper()
