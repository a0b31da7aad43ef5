"""Pictures that people upload: decoded, checked by content, re-encoded and stripped of metadata."""

import io
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageCms, ImageOps, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

T = TypeVar("T")
logger = logging.getLogger(__name__)
MAX_PIXELS = 25_000_000
#: Of all frames together; more would keep a worker busy for minutes.
MAX_ANIMATED_PIXELS = 50_000_000
#: Decoding time grows with each scan of a progressive JPEG and each frame of an animation, however small the file.
MAX_SCANS = 100
MAX_FRAMES = 1_000
MAX_PROFILE_BYTES = 1024 * 1024
_START_OF_SCAN = b"\xff\xda"
# No other decoder is ever asked.
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")


def reencoded(upload: Any) -> ContentFile:
    """The picture in `upload`, checked by content, turned upright, without metadata, in its own format.

    Raises forms.ValidationError with a reason the uploader can act on; its code is "format", "size" or "damaged".
    """
    return decoded(upload, _encode)


def decoded(upload: Any, make: Callable[[PillowImage.Image], T]) -> T:
    """What `make` makes of the picture in `upload`, checked by content. Raises like `reencoded`."""
    try:
        picture = PillowImage.open(upload, formats=_FORMATS)
        _check_size(picture, upload)
        return make(picture)
    except forms.ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise forms.ValidationError(
            _("This file is not a picture we can read: use JPEG, PNG, GIF, WebP or AVIF."), code="format"
        ) from error
    except PillowImage.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:
        # What decoders raise for a hostile file is not for us to list.
        raise _damaged(error) from error


def _check_size(picture: PillowImage.Image, upload: Any) -> None:
    """Before anything is decoded. Raises forms.ValidationError."""
    pixels = picture.width * picture.height
    if pixels > MAX_PIXELS:
        raise _too_many_pixels()
    if picture.format in ("JPEG", "MPO"):
        upload.seek(0)
        if upload.read().count(_START_OF_SCAN) > MAX_SCANS:
            raise forms.ValidationError(_("The picture is too costly to decode."), code="size")
    frames = 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)
    if frames > MAX_FRAMES or pixels * frames > MAX_ANIMATED_PIXELS:
        raise _too_long()
    if picture.format == "GIF" and frames > 1:
        _check_frames(picture, frames)


def _check_frames(picture: PillowImage.Image, frames: int) -> None:
    """A frame may be larger than the ones before it."""
    pixels = 0
    for number in range(frames):
        picture.seek(number)
        pixels += picture.width * picture.height
        if picture.width * picture.height > MAX_PIXELS or pixels > MAX_ANIMATED_PIXELS:
            raise _too_long()
    picture.seek(0)


def _damaged(error: Exception) -> forms.ValidationError:
    logger.info("Refused a picture: %s", type(error).__name__)
    return forms.ValidationError(_("This file is not a picture we can read; it may be damaged."), code="damaged")


def _too_long() -> forms.ValidationError:
    return forms.ValidationError(_("The animation is too large: at most 50 megapixels in all its frames."), code="size")


def _too_many_pixels() -> forms.ValidationError:
    return forms.ValidationError(_("The picture is too large: at most 25 megapixels."), code="size")


def _encode(picture: PillowImage.Image) -> ContentFile:
    buffer = io.BytesIO()
    # Cameras put several pictures into one file; the first is the picture.
    options: dict[str, Any] = {"format": "JPEG" if picture.format == "MPO" else picture.format}
    if picture.format == "GIF" and getattr(picture, "is_animated", False):
        picture.save(buffer, save_all=True, comment=b"", **options)
        return ContentFile(buffer.getvalue())
    if options["format"] in {"JPEG", "WEBP", "AVIF"}:
        options["quality"] = 90
    profile = _colour_profile(picture)
    upright = ImageOps.exif_transpose(picture)
    # Of all that is said about a picture only this is part of it.
    transparency = upright.info.get("transparency")
    upright.info.clear()
    if transparency is not None:
        upright.info["transparency"] = transparency
    upright.save(buffer, icc_profile=profile, **options)
    return ContentFile(buffer.getvalue())


def _colour_profile(picture: PillowImage.Image) -> bytes | None:
    """What the numbers of the colours mean; nothing where it is too large or no profile."""
    profile = picture.info.get("icc_profile")
    if not profile or len(profile) > MAX_PROFILE_BYTES:
        return None
    try:
        ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (OSError, ImageCms.PyCMSError):
        return None
    return profile


class SafeImageField(WagtailImageField):
    """Wagtail's field, which asks a decoder for the size of a file that may be none of its pictures."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
        except forms.ValidationError:
            raise
        except Exception as error:
            raise _damaged(error) from error


class SafeImageForm(BaseImageForm):
    """Wagtail's image form; a new file is decoded, re-encoded and stripped of metadata before it is stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail makes the field itself, and the form that edits several pictures has none.
            self.fields["file"].__class__ = SafeImageField

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile):
            upload.seek(0)
            content = reencoded(upload)
            upload.file = content.file
            upload.size = content.size
        return upload
