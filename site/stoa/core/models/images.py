"""The picture model: Wagtail's, with credit and licence."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class StoaImage(AbstractImage):
    """A picture; `description` is the alternative text where a place gives none of its own."""

    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made the picture."))
    licence = models.CharField(_("licence"), max_length=100, blank=True, help_text=_("For example CC BY 4.0."))

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        return self.description


class StoaRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(StoaImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_stoa_rendition")
        ]

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Mark a rendition from the cache as such: Wagtail 8.0 would write it back on every render."""
        super().__setstate__(state)
        self._from_cache = True
