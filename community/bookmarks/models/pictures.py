"""Pictures from the web, each stored once whoever saved it, beside the editors' images.

Wagtail's machinery makes their renditions, as for every other picture of the site, but they are no images of the
editors: they stand in no chooser, no collection and no search (docs/adr/0007-saved-pictures.md).
"""

import secrets
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

from stoa.core import images

#: How pictures are shown: in a grid, small in a row of activity, on cards elsewhere, on their own page.
SHOWN_AS = ("gallery", "avatar", "card", "wide")


def _filters(*presets: str) -> list[str]:
    return [name for preset in presets for name in images.PRESETS[preset].filters]


class PictureQuerySet(ImageQuerySet):
    """Pictures; lists say how they show them, so that no rendition is looked up one by one."""

    def shown_as(self, *presets: str) -> Self:
        return self.prefetch_renditions(*_filters(*presets))

    def unused(self) -> Self:
        return self.filter(bookmarks=None)


class Picture(AbstractImage):
    """A stored file. Its name tells nothing: who does not know a bookmark cannot ask whether somebody saved it."""

    # Who saved a picture, what it is called and filed under is said by bookmarks.
    title = None
    description = None
    collection = None
    uploaded_by_user = None
    tags = None
    focal_point_x = focal_point_y = focal_point_width = focal_point_height = None
    search_fields: ClassVar[list[Any]] = []
    wagtail_reference_index_ignore = True

    digest = models.CharField(_("digest"), max_length=64, unique=True, help_text=_("SHA-256 of the file, in hex."))
    created_at = models.DateTimeField(_("date"), default=timezone.now, db_index=True)

    objects: ClassVar[Any] = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved picture")
        verbose_name_plural = _("saved pictures")

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def default_alt_text(self) -> str:
        return ""

    def get_upload_to(self, filename: str) -> str:
        name = secrets.token_urlsafe(12)
        return f"pictures/{name[:2].lower()}/{name}.{filename.rpartition('.')[2]}"

    def make_renditions(self) -> None:
        """Every size in which pictures are shown. Raises what the decoder raises."""
        self.get_renditions(*dict.fromkeys(_filters(*SHOWN_AS)))


class PictureRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_picture_rendition")
        ]

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Mark a rendition from the cache as such, as `StoaRendition` does."""
        super().__setstate__(state)
        self._from_cache = True

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{filename[:2].lower()}/{filename}"
