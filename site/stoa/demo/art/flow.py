"""Strokes that follow an invisible current and never cross."""

import math
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from stoa.demo.art.canvas import Canvas, Point
from stoa.demo.art.noise import Noise
from stoa.demo.art.palettes import Palette

# The map of taken ground is this many times coarser than the picture.
COARSE = 3
STEP = 9


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    current = Current(canvas, rng)
    ground = Ground(canvas)
    widths = rng.choice(((1.1, 2.2, 4.4), (0.9, 1.3, 2.0), (1.6, 3.4, 7.0)))
    colours = (*palette.shuffled(rng).accents[:4], palette.ink)
    for thickness, tries in zip(reversed(widths), (70, 240, 520), strict=True):
        for _ in range(tries):
            start = rng.uniform(0, canvas.width), rng.uniform(0, canvas.height)
            points = current.follow(start, thickness * canvas.unit, ground)
            if len(points) < 6:
                continue
            ground.take(points, thickness * canvas.unit)
            colour = rng.choices(colours, (5, 4, 3, 2, 2))[0]
            canvas.line(points, thickness * canvas.unit, colour, round_ends=True)


class Current:
    """A field of directions."""

    def __init__(self, canvas: Canvas, rng: Random) -> None:
        self.noise = Noise(rng)
        self.fineness = rng.uniform(0.009, 0.02) / canvas.unit
        self.swing = rng.uniform(1.1, 2.4)
        self.lean = rng.uniform(-0.6, 0.6)

    def follow(self, start: Point, thickness: float, ground: "Ground") -> list[Point]:
        """Walk from a point until something is in the way, at most 70 steps."""
        points: list[Point] = []
        x, y = start
        for _ in range(70):
            angle = self.lean + self.swing * self.noise.at(x * self.fineness, y * self.fineness)
            if not ground.is_free(x, y, angle, thickness / 2 + 5):
                break
            points.append((x, y))
            x += STEP * math.cos(angle)
            y += STEP * math.sin(angle)
        return points


class Ground:
    """Remembers which parts of the sheet are painted."""

    def __init__(self, canvas: Canvas) -> None:
        self.margin = round(60 / COARSE)
        size = canvas.width // COARSE + 2 * self.margin, canvas.height // COARSE + 2 * self.margin
        self.map = Image.new("L", size)
        self.pen = ImageDraw.Draw(self.map)
        # Any: Pillow says None for pictures that it could not load; this one is new.
        self.pixels: Any = self.map.load()
        self.size = size

    def is_free(self, x: float, y: float, angle: float, reach: float) -> bool:
        for side in (0, 1.57, -1.57, 0.8, -0.8):
            step = 0 if side == 0 else reach
            column = int((x + step * math.cos(angle + side)) / COARSE) + self.margin
            row = int((y + step * math.sin(angle + side)) / COARSE) + self.margin
            if not (0 <= column < self.size[0] and 0 <= row < self.size[1]) or self.pixels[column, row]:
                return False
        return True

    def take(self, points: list[Point], thickness: float) -> None:
        scaled = [(x / COARSE + self.margin, y / COARSE + self.margin) for x, y in points]
        self.pen.line(scaled, fill=255, width=max(1, round(thickness / COARSE)), joint="curve")
