"""Stems and leaves as if cut from coloured paper."""

import math
from random import Random

from stoa.demo.art.canvas import Canvas, Point
from stoa.demo.art.palettes import Colour, Palette, blend


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    canvas.rectangle(0, 0, canvas.width, canvas.height, palette.paper)
    _blots(canvas, rng, palette)
    count = rng.randint(5, 8)
    places = [(index + 0.5 + rng.uniform(-0.3, 0.3)) / count for index in range(count)]
    rng.shuffle(places)
    for place in places:
        colour = rng.choice((*palette.accents[:3], palette.ink))
        _plant(canvas, rng, canvas.width * place, colour)


def _blots(canvas: Canvas, rng: Random, palette: Palette) -> None:
    """Quiet pieces of paper behind the plants."""
    for _ in range(3):
        x, y = rng.uniform(0, 1) * canvas.width, rng.uniform(0.1, 0.9) * canvas.height
        radius = canvas.unit * rng.uniform(16, 34)
        colour = blend(palette.paper, rng.choice(palette.accents), 0.4)
        phase, lobes = rng.uniform(0, 6.28), rng.choice((3, 4, 5))
        outline = []
        for step in range(72):
            angle = step / 72 * math.tau
            reach = radius * (1 + 0.16 * math.sin(lobes * angle + phase) + 0.07 * math.sin(2 * angle - phase))
            outline.append((x + reach * 1.25 * math.cos(angle), y + reach * math.sin(angle)))
        canvas.polygon(outline, colour)


def _plant(canvas: Canvas, rng: Random, x: float, colour: Colour) -> None:
    height = canvas.height * rng.uniform(0.55, 0.98)
    bend = canvas.unit * rng.uniform(-26, 26)
    stem = [(x + bend * (step / 40) ** 2, canvas.height * 1.02 - height * step / 40) for step in range(41)]
    canvas.line(stem, canvas.unit * 0.75, colour, round_ends=True)
    shape = rng.choice((_almond, _almond, _paddle, _berry))
    pairs = rng.randint(5, 9)
    spread = math.radians(rng.uniform(32, 62))
    for pair in range(pairs):
        share = 0.16 + 0.8 * pair / pairs
        here, there = stem[int(share * 40)], stem[min(40, int(share * 40) + 2)]
        direction = math.atan2(there[1] - here[1], there[0] - here[0])
        length = canvas.unit * 17 * (1.15 - share * 0.8)
        for side in (-1, 1):
            shape(canvas, here, direction + side * spread, length * rng.uniform(0.88, 1.1), colour)
    shape(canvas, stem[-1], math.atan2(stem[-1][1] - stem[-3][1], stem[-1][0] - stem[-3][0]), canvas.unit * 7, colour)


def _leaf(canvas: Canvas, root: Point, angle: float, length: float, widths: list[float], colour: Colour) -> None:
    """A shape along an axis, given by its half widths from root to tip."""
    sides: tuple[list[Point], list[Point]] = ([], [])
    for step, width in enumerate(widths):
        along = length * step / (len(widths) - 1)
        curve = angle + 0.25 * (step / len(widths)) ** 2
        x, y = root[0] + along * math.cos(curve), root[1] + along * math.sin(curve)
        for side, sign in zip(sides, (1, -1), strict=True):
            side.append((x - sign * width * length * math.sin(curve), y + sign * width * length * math.cos(curve)))
    canvas.polygon([*sides[0], *reversed(sides[1])], colour)


def _almond(canvas: Canvas, root: Point, angle: float, length: float, colour: Colour) -> None:
    _leaf(canvas, root, angle, length, [0.17 * math.sin(math.pi * step / 24) for step in range(25)], colour)


def _paddle(canvas: Canvas, root: Point, angle: float, length: float, colour: Colour) -> None:
    widths = [0.02 + 0.24 * math.sin(math.pi * (step / 24) ** 2) ** 0.8 if 0 < step < 24 else 0.0 for step in range(25)]
    _leaf(canvas, root, angle, length, widths, colour)


def _berry(canvas: Canvas, root: Point, angle: float, length: float, colour: Colour) -> None:
    x, y = root[0] + length * 0.8 * math.cos(angle), root[1] + length * 0.8 * math.sin(angle)
    canvas.line([root, (x, y)], canvas.unit * 0.45, colour)
    canvas.disc(x, y, length * 0.19, colour)
