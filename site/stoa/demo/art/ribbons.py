"""Bundles of parallel stripes that bend together across the sheet."""

import math
from random import Random

from stoa.demo.art.canvas import Canvas, Point
from stoa.demo.art.palettes import Palette


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    canvas.rectangle(0, 0, canvas.width, canvas.height, palette.paper)
    for bundle in range(rng.choice((2, 3))):
        path = _path(canvas, rng, bundle)
        colours = rng.sample((*palette.accents[:4], palette.ink), rng.choice((3, 4)))
        thickness = canvas.unit * rng.uniform(4.2, 7)
        gap = canvas.unit * rng.choice((0, 0.8))
        halo = len(colours) * (thickness + gap) + canvas.unit * 2
        canvas.line(path, halo, palette.paper)
        for place, colour in enumerate(colours):
            offset = (place - (len(colours) - 1) / 2) * (thickness + gap)
            canvas.line(_parallel(path, offset), thickness, colour)


def _path(canvas: Canvas, rng: Random, bundle: int) -> list[Point]:
    """A wave across the sheet, from left to right or from bottom to top."""
    swing = canvas.unit * rng.uniform(16, 30)
    turns = rng.uniform(0.7, 1.5)
    phase = rng.uniform(0, math.tau)
    middle = rng.uniform(0.3, 0.7)
    slope = rng.uniform(-0.35, 0.35)
    points = []
    for step in range(-12, 173):
        share = step / 160
        wave = swing * math.sin(share * turns * math.tau + phase)
        if bundle % 2 == 0:
            points.append((canvas.width * share, canvas.height * (middle + slope * (share - 0.5)) + wave))
        else:
            points.append((canvas.width * (middle + slope * (share - 0.5)) + wave * 1.3, canvas.height * share))
    return points


def _parallel(path: list[Point], offset: float) -> list[Point]:
    moved = []
    for place in range(1, len(path) - 1):
        (x1, y1), (x2, y2) = path[place - 1], path[place + 1]
        length = math.hypot(x2 - x1, y2 - y1)
        x, y = path[place]
        moved.append((x - (y2 - y1) / length * offset, y + (x2 - x1) / length * offset))
    return moved
