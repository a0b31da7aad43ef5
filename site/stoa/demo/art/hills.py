"""Ridges behind ridges, paler with distance, under a low sun."""

import math
from random import Random

from stoa.demo.art.canvas import OVERSAMPLING, Canvas, Point, gradient
from stoa.demo.art.noise import Noise
from stoa.demo.art.palettes import Palette, blend


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    main, glow = rng.sample(palette.accents[:4], 2)
    sky = blend(palette.paper, glow, 0.12), blend(palette.paper, glow, 0.55)
    size = canvas.width * OVERSAMPLING, canvas.height * OVERSAMPLING
    canvas.sheet.paste(gradient(*size, *sky), (0, 0))
    _sun(canvas, rng, palette, glow)
    count = rng.randint(5, 8)
    dark = blend(main, palette.ink, 0.75) if sum(palette.paper) > 380 else blend(main, (8, 14, 22), 0.75)
    for layer in range(count):
        share = (layer + 1) / count
        colour = blend(blend(sky[1], main, min(1, 0.25 + share)), dark, max(0, share * 1.5 - 0.5))
        canvas.polygon(_ridge(canvas, rng, share), colour)


def _sun(canvas: Canvas, rng: Random, palette: Palette, glow: tuple[int, int, int]) -> None:
    x, y = canvas.width * rng.uniform(0.2, 0.8), canvas.height * rng.uniform(0.22, 0.42)
    radius = canvas.unit * rng.uniform(9, 17)
    light = blend(palette.paper, (255, 255, 255), 0.4) if sum(palette.paper) > 380 else palette.ink
    for ring in range(3, 0, -1):
        canvas.disc(x, y, radius * (1 + ring * 0.32), blend(blend(palette.paper, glow, 0.3), light, 0.16 * (3 - ring)))
    canvas.disc(x, y, radius, rng.choice((light, blend(glow, light, 0.25))))


def _ridge(canvas: Canvas, rng: Random, share: float) -> list[Point]:
    """One hill's outline; nearer ones are lower, smoother and wider."""
    noise = Noise(rng)
    base = canvas.height * (0.34 + 0.56 * share)
    swing = canvas.unit * (17 - 7 * share)
    fineness = rng.uniform(1.6, 2.8) / canvas.width * (2.4 - share)
    phase = rng.uniform(0, 6.28)
    points = []
    for x in range(-8, canvas.width + 16, 8):
        wave = math.sin(x * fineness * 2 + phase) * 0.55
        points.append((x, base - swing * (noise.layered(x * fineness, share * 5, 4) + wave)))
    return [*points, (canvas.width + 16, canvas.height + 8), (-8, canvas.height + 8)]
