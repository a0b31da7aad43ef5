"""Broken rings around a few centres, like the grooves of a record or the rings of a tree."""

from random import Random

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import Palette


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    ground = rng.choice((palette.paper, palette.ink))
    other = palette.ink if ground == palette.paper else palette.paper
    canvas.rectangle(0, 0, canvas.width, canvas.height, ground)
    colours = (*palette.accents[:4], other)
    x, y = canvas.width * rng.uniform(0.25, 0.75), canvas.height * rng.uniform(0.3, 0.7)
    radius = canvas.unit * rng.uniform(6, 11)
    canvas.disc(x, y, radius, palette.accents[0])
    limit = canvas.width
    while radius < limit:
        thickness = canvas.unit * rng.choice((0.5, 1, 1, 2.2, 4.5))
        radius += thickness + canvas.unit * rng.choice((0.9, 1.4, 2.4))
        _ring(canvas, rng, (x, y, radius, thickness), colours)


def _ring(canvas: Canvas, rng: Random, ring: tuple[float, float, float, float], colours: tuple) -> None:
    """One orbit: whole, or in pieces of different colours, sometimes with a moon."""
    x, y, radius, thickness = ring
    angle = rng.uniform(0, 360)
    end = angle + 360
    while angle < end - 4:
        length = min(end - angle, rng.choice((40, 75, 120, 200)))
        if rng.random() < 0.72:
            canvas.arc(x, y, radius, (angle, angle + length - 3), thickness, rng.choice(colours))
        angle += length
