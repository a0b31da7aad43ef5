"""Discs packed as tightly as they go, each with its own face: plain, ringed, halved or striped."""

import math
from random import Random

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import Colour, Palette

Disc = tuple[float, float, float]


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    ground = rng.choice((palette.paper, palette.paper, palette.ink))
    canvas.rectangle(0, 0, canvas.width, canvas.height, ground)
    colours = [colour for colour in (*palette.accents[:4], palette.ink, palette.paper) if colour != ground]
    tilt = rng.choice((0, 90, 180, 270))
    for x, y, radius in _pack(canvas, rng):
        first, second = rng.sample(colours, 2)
        face = rng.choices((_plain, _rings, _halves, _quarters), (5, 3, 3, 1))[0]
        face(canvas, (x, y, radius), first, second, tilt + rng.choice((0, 0, 90)))


def _pack(canvas: Canvas, rng: Random) -> list[Disc]:
    """Large ones first; each shrinks until it touches its nearest neighbour, or is dropped."""
    discs: list[Disc] = []
    gap = canvas.unit * 0.7
    largest = canvas.unit * rng.uniform(17, 26)
    for attempt in range(1500):
        x, y = rng.uniform(0, canvas.width), rng.uniform(0, canvas.height)
        limit = max(canvas.unit * 1.6, largest * (1 - attempt / 420))
        room = min((math.hypot(x - a, y - b) - r for a, b, r in discs), default=limit) - gap
        radius = min(room, limit)
        if radius > canvas.unit * 1.1 and radius > limit * 0.35:
            discs.append((x, y, radius))
    return discs


def _plain(canvas: Canvas, disc: Disc, first: Colour, second: Colour, tilt: int) -> None:
    canvas.disc(*disc, first)


def _rings(canvas: Canvas, disc: Disc, first: Colour, second: Colour, tilt: int) -> None:
    x, y, radius = disc
    count = 5 if radius > canvas.unit * 8 else 3
    for ring in range(count):
        canvas.disc(x, y, radius * (1 - ring / count), second if ring % 2 else first)


def _halves(canvas: Canvas, disc: Disc, first: Colour, second: Colour, tilt: int) -> None:
    canvas.disc(*disc, first)
    canvas.wedge(*disc, tilt, tilt + 180, second)


def _quarters(canvas: Canvas, disc: Disc, first: Colour, second: Colour, tilt: int) -> None:
    x, y, radius = disc
    canvas.disc(x, y, radius, first)
    canvas.wedge(x, y, radius, tilt, tilt + 90, second)
    canvas.wedge(x, y, radius, tilt + 180, tilt + 270, second)
