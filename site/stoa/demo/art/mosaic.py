"""Cells around scattered points (Voronoi), with a joint between them: a floor of cut stone."""

import math
from collections.abc import Callable
from random import Random

from stoa.demo.art.canvas import Canvas, Point
from stoa.demo.art.noise import Noise
from stoa.demo.art.palettes import Palette, blend


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    joint = rng.choice((palette.paper, palette.ink))
    canvas.rectangle(0, 0, canvas.width, canvas.height, joint)
    noise = Noise(rng)
    stops = (*palette.accents[:3], palette.paper if joint == palette.ink else palette.ink)
    for centre, cell in _cells(canvas, rng):
        height = 0.5 + 0.75 * noise.layered(centre[0] / canvas.unit / 45, centre[1] / canvas.unit / 45, 2)
        colour = palette.ramp(round(height * 7) / 7 + rng.uniform(-0.03, 0.03), stops)
        if rng.random() < 0.05:
            colour = palette.accents[3]
        shrunk = _shrink(cell, centre, canvas.unit * 0.42)
        canvas.polygon(shrunk, colour)
        if rng.random() < 0.22:
            canvas.polygon(_shrink(shrunk, centre, canvas.unit * 1.6), blend(colour, joint, 0.25))


def _cells(canvas: Canvas, rng: Random) -> list[tuple[Point, list[Point]]]:
    pitch = canvas.unit * rng.uniform(9, 15)
    columns, rows = math.ceil(canvas.width / pitch) + 2, math.ceil(canvas.height / pitch) + 2
    wander = rng.uniform(0.3, 0.48)
    points = [
        (
            (column - 0.5 + (row % 2) / 2 + rng.uniform(-wander, wander)) * pitch,
            (row - 0.5 + rng.uniform(-wander, wander)) * pitch,
        )
        for column in range(columns)
        for row in range(rows)
    ]
    return [(point, _cell(point, points, pitch)) for point in points]


def _cell(centre: Point, points: list[Point], pitch: float) -> list[Point]:
    """Cut a square down by the line half way to each neighbour."""
    x, y = centre
    reach = pitch * 2
    cell = [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]
    for other in points:
        across, down = other[0] - x, other[1] - y
        if other == centre or abs(across) > reach * 1.6 or abs(down) > reach * 1.6:
            continue
        limit = (across * across + down * down) / 2
        cell = _clip(cell, lambda p, a=across, d=down, m=limit: (p[0] - x) * a + (p[1] - y) * d - m)
    return cell


def _clip(cell: list[Point], side: Callable[..., float]) -> list[Point]:
    """Keep the part of a polygon where `side` is negative."""
    kept: list[Point] = []
    for place, point in enumerate(cell):
        before = cell[place - 1]
        here, there = side(point), side(before)
        if (here < 0) != (there < 0):
            share = there / (there - here)
            kept.append((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
        if here < 0:
            kept.append(point)
    return kept


def _shrink(cell: list[Point], centre: Point, amount: float) -> list[Point]:
    """Pull the corners towards the centre by a distance in pixels."""
    shrunk = []
    for x, y in cell:
        distance = math.hypot(x - centre[0], y - centre[1]) or 1
        share = max(0.1, 1 - amount * 1.3 / distance)
        shrunk.append((centre[0] + (x - centre[0]) * share, centre[1] + (y - centre[1]) * share))
    return shrunk
