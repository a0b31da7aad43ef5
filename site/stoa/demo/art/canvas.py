"""A sheet to draw on: coordinates are final pixels, edges come out smooth, and a little grain lies over all."""

import math
from collections.abc import Iterable
from random import Random

from PIL import Image, ImageChops, ImageDraw

from stoa.demo.art.palettes import Colour

Point = tuple[float, float]

# Drawing twice as large and shrinking is what smooths the edges: Pillow's own shapes are jagged.
OVERSAMPLING = 2
GRAIN = 7
NOTCHED = 9


class Canvas:
    def __init__(self, width: int, height: int, paper: Colour) -> None:
        self.width = width
        self.height = height
        self.sheet = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), paper)
        self.pen = ImageDraw.Draw(self.sheet)

    @property
    def unit(self) -> float:
        """A hundredth of the shorter side, so that a drawing keeps its proportions at every size."""
        return min(self.width, self.height) / 100

    def polygon(self, points: Iterable[Point], fill: Colour) -> None:
        self.pen.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=fill)

    def rectangle(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        if right - left < 1 or bottom - top < 1:
            return
        self.pen.rectangle(self._box(left, top, right, bottom), fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.pen.ellipse(self._box(x - radius, y - radius, x + radius, y + radius), fill=fill)

    def ellipse(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self.pen.ellipse(self._box(left, top, right, bottom), fill=fill)

    def ring(self, x: float, y: float, radius: float, thickness: float, fill: Colour) -> None:
        """A circle's outline, its thickness inside the radius."""
        box = self._box(x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse(box, outline=fill, width=max(1, round(thickness * OVERSAMPLING)))

    def wedge(self, x: float, y: float, radius: float, start: float, end: float, fill: Colour) -> None:
        """A slice of a disc between two angles in degrees, clockwise from three o'clock."""
        self.pen.pieslice(self._box(x - radius, y - radius, x + radius, y + radius), start, end, fill=fill)

    def arc(
        self, x: float, y: float, radius: float, angles: tuple[float, float], thickness: float, fill: Colour
    ) -> None:
        box = self._box(x - radius, y - radius, x + radius, y + radius)
        self.pen.arc(box, *angles, fill=fill, width=max(1, round(thickness * OVERSAMPLING)))

    def line(self, points: list[Point], thickness: float, fill: Colour, *, round_ends: bool = False) -> None:
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.pen.line(scaled, fill=fill, width=max(1, round(thickness * OVERSAMPLING)), joint="curve")
        # Pillow leaves notches at the joints of thick lines; discs fill them.
        joints = points[1:-1] if thickness > NOTCHED else []
        for x, y in (*joints, *((points[0], points[-1]) if round_ends else ())):
            self.disc(x, y, thickness / 2, fill)

    def cover(self, picture: Image.Image) -> None:
        """Take over a picture of the final size whose edges are smooth already."""
        self.sheet = picture.resize(self.sheet.size, Image.Resampling.NEAREST)

    def finish(self, rng: Random, *, grain: int = GRAIN) -> Image.Image:
        """Shrink to the final size and dust it, as paper would."""
        picture = self.sheet.reduce(OVERSAMPLING)
        return dust(picture, rng, grain) if grain else picture

    def _box(self, left: float, top: float, right: float, bottom: float) -> list[float]:
        left, top = left * OVERSAMPLING, top * OVERSAMPLING
        return [left, top, max(left, right * OVERSAMPLING - 1), max(top, bottom * OVERSAMPLING - 1)]


def dust(picture: Image.Image, rng: Random, amount: int) -> Image.Image:
    """Add grey noise of at most half of `amount` levels up or down."""
    size = (math.ceil(picture.width / 2), math.ceil(picture.height / 2))
    noise = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    noise = noise.resize(picture.size, Image.Resampling.BILINEAR)
    noise = noise.point([value * amount // 255 for value in range(256)])
    return ImageChops.add(picture, Image.merge("RGB", (noise, noise, noise)), 1, -(amount // 2))


def gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    """A smooth change of colour from top to bottom."""
    mask = Image.linear_gradient("L").resize((width, height), Image.Resampling.BILINEAR)
    return Image.composite(Image.new("RGB", (width, height), bottom), Image.new("RGB", (width, height), top), mask)
