"""Truchet tiles: quarter rings in every square, turned at random, that join into long loops."""

from random import Random

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import Colour, Palette


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    rows = rng.choice((4, 5, 6))
    side = canvas.height / rows
    columns = round(canvas.width / side) + 1
    bands = _bands(rng, palette)
    ground = rng.choice((palette.paper, palette.ink, palette.accents[-1]))
    canvas.rectangle(0, 0, canvas.width, canvas.height, ground)
    for column in range(columns):
        for row in range(rows):
            _tile(canvas, rng.random() < 0.5, column * side, row * side, side, bands)


def _bands(rng: Random, palette: Palette) -> list[tuple[float, Colour]]:
    """Outer radii as shares of the tile's side, largest first, with the colour that fills inwards from there."""
    colours = palette.accents
    if rng.random() < 0.5:
        return [
            (0.74, colours[0]),
            (0.62, palette.paper),
            (0.56, colours[1]),
            (0.44, colours[2]),
            (0.38, palette.paper),
            (0.26, colours[0]),
        ]
    return [(0.80, colours[0]), (0.65, colours[1]), (0.5, palette.paper), (0.35, colours[2])]


def _tile(canvas: Canvas, is_turned: bool, x: float, y: float, side: float, bands: list[tuple[float, Colour]]) -> None:
    corners = [((x, y), (0, 90)), ((x + side, y + side), (180, 270))]
    if is_turned:
        corners = [((x + side, y), (90, 180)), ((x, y + side), (270, 360))]
    for corner, (start, end) in corners:
        outer = list(bands)
        for place, (radius, colour) in enumerate(outer):
            inner = outer[place + 1][0] if place + 1 < len(outer) else 1 - bands[0][0]
            canvas.arc(*corner, radius * side, (start, end), (radius - inner) * side + 1, colour)
