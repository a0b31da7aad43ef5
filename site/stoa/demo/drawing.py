"""Draws a picture, and makes renditions of it, as bytes. Knows nothing of Django, so that other processes start fast."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

from stoa.demo.art import make_picture
from stoa.demo.art.mark import make_mark, make_share_card
from stoa.demo.art.portrait import Traits, make_portrait

QUALITY = {"avif": 61, "webp": 80, "jpeg": 84}
# Pillow's default of 6 takes seven times as long for pictures a third smaller.
AVIF_SPEED = 9
# The default of 4 takes almost three times as long for pictures 4 % smaller.
WEBP_METHOD = 2
#: Filter, width, height, the encoded rendition.
Rendition = tuple[str, int, int, bytes]


@dataclass(frozen=True)
class Job:
    """What to draw (`picture`, `portrait`, `mark` or `card`), how large, and which renditions to make.

    Rendition filters are Wagtail's `fill-WxH|format-F`, `max-WxH|format-F` and `width-W|format-F`.
    """

    kind: str
    seed: str
    size: tuple[int, int]
    filters: tuple[str, ...] = ()
    traits: Traits | None = None
    words: tuple[str, str] = ("", "")

    @property
    def format(self) -> str:
        return "png" if self.kind == "mark" else "jpeg"


def draw(job: Job) -> bytes:
    """The encoded picture."""
    return _encode(_draw(job), job.format)


def render(data: bytes, filters: tuple[str, ...]) -> tuple[Rendition, ...]:
    """Make (filter, width, height, bytes) for each filter, of an encoded picture."""
    with Image.open(io.BytesIO(data)) as picture:
        return tuple(_render(picture, filters))


def _draw(job: Job) -> Image.Image:
    width, height = job.size
    if job.kind == "portrait":
        return make_portrait(job.seed, width, job.traits or Traits())
    if job.kind == "mark":
        return make_mark(width)
    if job.kind == "card":
        return make_share_card(*job.words, width, height)
    return make_picture(job.seed, width, height)


def _render(picture: Image.Image, filters: tuple[str, ...]) -> Iterator[Rendition]:
    """Each size is made once, whatever formats it is wanted in."""
    sizes: dict[str, Image.Image] = {}
    for name in filters:
        operation, _, format_name = name.partition("|format-")
        resized = sizes.get(operation) or _resize(picture, operation)
        sizes[operation] = resized
        yield name, resized.width, resized.height, _encode(resized, format_name)


def _resize(picture: Image.Image, operation: str) -> Image.Image:
    """As Wagtail does: never larger than the picture itself. Raises ValueError for an operation not known here."""
    kind, _, numbers = operation.partition("-")
    if kind == "width":
        width = min(int(numbers), picture.width)
        return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    if kind == "fill":
        width, height = (int(number) for number in numbers.split("x"))
        share = min(1.0, picture.width / width, picture.height / height)
        return ImageOps.fit(picture, (round(width * share), round(height * share)), Image.Resampling.LANCZOS)
    if kind == "max":
        width, height = (int(number) for number in numbers.split("x"))
        share = min(1.0, width / picture.width, height / picture.height)
        return picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.LANCZOS)
    raise ValueError(f"cannot make a rendition {operation}")


def _encode(picture: Image.Image, format_name: str) -> bytes:
    file = io.BytesIO()
    if format_name == "png":
        picture.save(file, "PNG", optimize=True)
    elif format_name == "avif":
        picture.save(file, "AVIF", quality=QUALITY["avif"], speed=AVIF_SPEED)
    elif format_name == "webp":
        picture.save(file, "WEBP", quality=QUALITY["webp"], method=WEBP_METHOD)
    else:
        picture.convert("RGB").save(file, "JPEG", quality=QUALITY["jpeg"])
    return file.getvalue()
