"""Members' photos: checked and re-encoded like every upload, then cut to a small square; and the field for them."""

import io
import secrets
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from stoa.core.uploads import decoded

SIDE = 320
MAX_BYTES = 10 * 1024 * 1024


class PhotoInput(forms.ClearableFileInput):
    """A field for a photo that shows the one there is (`url_now`), also beside an error, with a box to remove it."""

    template_name = "accounts/photo_input.html"
    url_now = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"url_now": self.url_now, "clear_checkbox_label": _("Remove the photo")}
        return context


def portrait(upload: Any) -> ContentFile:
    """A square WebP of the picture in `upload`, `SIDE` pixels wide, under a name nobody can guess.

    Raises forms.ValidationError with a reason the uploader can act on.
    """
    if upload.size > MAX_BYTES:
        raise forms.ValidationError(_("The photo is too large: at most 10 MB."))
    upload.seek(0)
    return ContentFile(decoded(upload, _encode).getvalue(), name=f"{secrets.token_urlsafe(12)}.webp")


def _encode(picture: Image.Image) -> io.BytesIO:
    """Made small before anything else: the picture may have millions of pixels."""
    # JPEG decodes to an eighth as well, as long as that is enough.
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    square = ImageOps.fit(picture.convert("RGB"), (SIDE, SIDE))
    buffer = io.BytesIO()
    ImageOps.exif_transpose(square).save(buffer, format="WEBP", quality=85, exif=b"")
    return buffer
