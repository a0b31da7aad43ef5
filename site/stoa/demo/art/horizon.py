"""A sun over water: a few flat shapes and the glitter between them."""

import math
from random import Random

from stoa.demo.art.canvas import OVERSAMPLING, Canvas, gradient
from stoa.demo.art.palettes import Palette, blend


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    warm, cool, third = rng.sample(palette.accents[:4], 3)
    level = canvas.height * rng.uniform(0.52, 0.68)
    _sky(canvas, palette, warm, level)
    x, radius = canvas.width * rng.uniform(0.25, 0.75), canvas.unit * rng.uniform(20, 30)
    y = level - radius * rng.uniform(-0.1, 0.7)
    canvas.disc(x, y, radius, warm)
    _slits(canvas, rng, (x, y, radius), blend(palette.paper, warm, 0.35))
    _island(canvas, rng, level, blend(third, palette.ink, 0.35))
    canvas.rectangle(0, level, canvas.width, canvas.height, cool)
    _glitter(canvas, rng, (x, level, radius), blend(warm, palette.paper, 0.25))
    _swell(canvas, rng, level, blend(cool, palette.ink, 0.3))


def _sky(canvas: Canvas, palette: Palette, warm: tuple[int, int, int], level: float) -> None:
    size = canvas.width * OVERSAMPLING, round(level) * OVERSAMPLING
    canvas.sheet.paste(gradient(*size, palette.paper, blend(palette.paper, warm, 0.45)), (0, 0))


def _slits(canvas: Canvas, rng: Random, sun: tuple[float, float, float], colour: tuple[int, int, int]) -> None:
    """Cut the lower half of the sun into slices that grow thinner upwards."""
    x, y, radius = sun
    count = rng.randint(3, 6)
    for slit in range(count):
        top = y + radius * (0.05 + 0.9 * slit / count)
        canvas.rectangle(x - radius, top, x + radius, top + radius * (0.03 + 0.02 * slit), colour)


def _island(canvas: Canvas, rng: Random, level: float, colour: tuple[int, int, int]) -> None:
    left = canvas.width * rng.uniform(-0.1, 0.65)
    width = canvas.width * rng.uniform(0.25, 0.5)
    height = canvas.unit * rng.uniform(6, 16)
    peak = rng.uniform(0.25, 0.7)
    points = [(left, level + 2)]
    for step in range(1, 40):
        share = step / 40
        rise = math.sin(math.pi * share ** (0.5 / peak)) ** 1.4
        points.append((left + width * share, level - height * rise * (0.92 + 0.08 * math.sin(step * 1.9))))
    canvas.polygon([*points, (left + width, level + 2)], colour)


def _glitter(canvas: Canvas, rng: Random, sun: tuple[float, float, float], colour: tuple[int, int, int]) -> None:
    """Short strokes below the sun, wider and sparser towards the viewer."""
    x, level, radius = sun
    y = level + canvas.unit * 1.2
    pitch = canvas.unit * 1.5
    while y < canvas.height:
        share = (y - level) / (canvas.height - level)
        for _ in range(rng.randint(1, 3)):
            middle = x + rng.gauss(0, radius * (0.28 + 0.3 * share))
            half = radius * rng.uniform(0.08, 0.4) * (1.1 - share * 0.5)
            canvas.line(
                [(middle - half, y), (middle + half, y)], canvas.unit * (0.5 + 0.5 * share), colour, round_ends=True
            )
        y += pitch
        pitch *= 1.09


def _swell(canvas: Canvas, rng: Random, level: float, colour: tuple[int, int, int]) -> None:
    for _ in range(26):
        share = rng.random() ** 1.5
        y = level + (canvas.height - level) * (0.08 + 0.9 * share)
        start = rng.uniform(-0.1, 1) * canvas.width
        length = canvas.unit * rng.uniform(8, 30) * (0.4 + share)
        canvas.line([(start, y), (start + length, y)], canvas.unit * (0.25 + 0.5 * share), colour, round_ends=True)
