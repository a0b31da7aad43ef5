"""Picture presets, renditions made ahead, and read for many pictures at once.

Presets name a use; each lists operations (widths in pixels), made as AVIF and WebP, and the `sizes` that a browser
chooses by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import SourceImageIOError


@dataclass(frozen=True)
class Preset:
    """A use of pictures: rendition filters (`fill` keeps the focal point) and the `sizes` attribute."""

    operations: tuple[str, ...]
    sizes: str

    @property
    def filters(self) -> list[str]:
        return [f"{operation}|format-{name}" for operation in self.operations for name in ("avif", "webp")]


PRESETS = {
    "card": Preset(("fill-480x300", "fill-960x600"), "(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 92vw"),
    "cover": Preset(("width-800", "width-1600"), "(min-width: 75rem) 70rem, 94vw"),
    "body": Preset(("width-480", "width-960"), "(min-width: 48rem) 44rem, 92vw"),
    "wide": Preset(("width-800", "width-1600"), "(min-width: 75rem) 70rem, 94vw"),
    "gallery": Preset(("fill-640x640",), "(min-width: 48rem) 22rem, 45vw"),
    "large": Preset(("max-1600x1600",), "100vw"),
    "logo": Preset(("max-400x80",), "10rem"),
    "avatar": Preset(("fill-96x96",), "3rem"),
}
SHARE_FILTER = "fill-1200x630|format-jpeg"
#: The site's icon: on a tab, and on the home screen of a telephone.
TAB_FILTER, TOUCH_FILTER = "fill-48x48|format-png", "fill-180x180|format-png"


def make_renditions(image_id: int) -> None:
    """Make every rendition of every preset, and the share picture, of one image; gone images are skipped."""
    image = apps.get_model("core", "StoaImage").objects.filter(pk=image_id).first()
    if image is None:
        return
    filters = {name for preset in PRESETS.values() for name in preset.filters} | {SHARE_FILTER}
    image.get_renditions(*filters)


def read_renditions(images: Iterable[Any], preset: str) -> None:
    """Read what the `picture` tag shows of all these images in one query; None and cooked pictures need none."""
    model = apps.get_model("core", "StoaImage")
    stored = [image for image in images if isinstance(image, model)]
    found = apps.get_model("core", "StoaRendition").objects.filter(filter_spec__in=PRESETS[preset].filters)
    prefetch_related_objects(stored, Prefetch("renditions", queryset=found, to_attr="prefetched_renditions"))


def cooked_picture(image: Any, preset: str, **options: str) -> dict[str, str] | None:
    """{preset: HTML}: what the `picture` tag shows as it is, so that nobody asks for the renditions again."""
    if image is None:
        return None
    from stoa.core.templatetags.stoa_tags import picture  # noqa: PLC0415 -- the tags import this module

    return {preset: str(picture(image, preset, **options))}


def share_picture(image: Any) -> dict[str, Any] | None:
    """{"url", "width", "height", "alt", "rendition"} of the picture that previews show, its address absolute.

    None without an image, or when its file is gone.
    """
    if image is None:
        return None
    try:
        rendition = image.get_rendition(SHARE_FILTER)
    except (OSError, SourceImageIOError):
        return None
    return {
        "url": rendition.full_url,
        "width": rendition.width,
        "height": rendition.height,
        "alt": image.description,
        "rendition": rendition,
    }


def icon_addresses(image: Any) -> tuple[str, str] | None:
    """Addresses of the site's icon for a tab and for a home screen; None without an image, or when its file is gone."""
    if image is None:
        return None
    try:
        renditions = image.get_renditions(TAB_FILTER, TOUCH_FILTER)
    except (OSError, SourceImageIOError):
        return None
    return renditions[TAB_FILTER].url, renditions[TOUCH_FILTER].url


def size_in_bytes(rendition: Any) -> int:
    """0 when the file is not there."""
    try:
        return rendition.file.size
    except OSError:
        return 0
