"""Pictures that people upload: decoded, checked by content, re-encoded and stripped of metadata."""

import io
import logging
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images.forms import BaseImageForm

logger = logging.getLogger(__name__)
MAX_PIXELS = 25_000_000
#: Of all frames together; more would keep a worker busy for minutes.
MAX_ANIMATED_PIXELS = 50_000_000
_FORMATS = {"JPEG", "PNG", "GIF", "WEBP", "AVIF"}


def reencoded(upload: Any) -> ContentFile:
    """The picture in `upload`, checked by content, turned upright, without metadata, in its own format.

    Raises forms.ValidationError with a reason the uploader can act on.
    """
    try:
        picture = PillowImage.open(upload)
        if picture.format not in _FORMATS:
            raise forms.ValidationError(_("Upload a JPEG, PNG, GIF, WebP or AVIF picture."))
        if picture.width * picture.height > MAX_PIXELS:
            raise forms.ValidationError(_("The picture is too large: at most 25 megapixels."))
        if picture.width * picture.height * getattr(picture, "n_frames", 1) > MAX_ANIMATED_PIXELS:
            raise forms.ValidationError(_("The animation is too large: at most 50 megapixels in all its frames."))
        return _encode(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, PillowImage.DecompressionBombError) as error:
        logger.info("Refused a picture: %s", type(error).__name__)
        raise forms.ValidationError(_("This file is not a picture we can read; it may be damaged.")) from error


def _encode(picture: PillowImage.Image) -> ContentFile:
    buffer = io.BytesIO()
    options: dict[str, Any] = {"format": picture.format}
    if picture.format == "GIF" and getattr(picture, "is_animated", False):
        picture.save(buffer, save_all=True, **options)
        return ContentFile(buffer.getvalue())
    if picture.format in {"JPEG", "WEBP", "AVIF"}:
        options["quality"] = 90
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    upright.info.clear()
    upright.save(buffer, icc_profile=profile, **options)
    return ContentFile(buffer.getvalue())


class SafeImageForm(BaseImageForm):
    """Wagtail's image form; a new file is decoded, re-encoded and stripped of metadata before it is stored."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile):
            upload.seek(0)
            content = reencoded(upload)
            upload.file = content.file
            upload.size = content.size
        return upload
