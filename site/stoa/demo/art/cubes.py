"""Isometric towers, lit from one side: a town, or a stack of timber."""

import math
from random import Random

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.noise import Noise
from stoa.demo.art.palettes import Colour, Palette, blend

Box = tuple[float, float, float, float]


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    half = canvas.unit * rng.uniform(6, 9)
    noise = Noise(rng)
    tallest = half * rng.uniform(4, 6)
    stops = palette.accents[:3]
    for depth in range(-2, math.ceil((canvas.height + tallest) / half * 2) + 2):
        y = depth * half / 2
        for place in range(-1, math.ceil(canvas.width / half / 2) + 1):
            x = (2 * place + depth % 2) * half
            rise = 0.5 + 0.6 * noise.layered(x / canvas.unit / 40, y / canvas.unit / 28, 2)
            share = min(1.0, max(0.0, rise + rng.uniform(-0.12, 0.12)))
            height = tallest * share
            colour = palette.accents[3] if rng.random() < 0.06 else palette.ramp(share, stops)
            _tower(canvas, (x, y, half * 0.96, height), colour, palette)


def _tower(canvas: Canvas, box: Box, colour: Colour, palette: Palette) -> None:
    x, y, half, height = box
    quarter = half / 2
    top, foot = y - height, y + half * 4
    night = palette.ink if sum(palette.ink) < sum(palette.paper) else palette.paper
    day = palette.paper if night == palette.ink else palette.ink
    canvas.polygon([(x - half, top), (x, top + quarter), (x, foot), (x - half, foot)], colour)
    canvas.polygon([(x + half, top), (x, top + quarter), (x, foot), (x + half, foot)], blend(colour, night, 0.55))
    canvas.polygon([(x, top - quarter), (x + half, top), (x, top + quarter), (x - half, top)], blend(colour, day, 0.5))
