"""Ribbons over and under each other, as on a loom."""

from random import Random

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import Colour, Palette, blend

Ribbon = tuple[float, float, Colour]


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    canvas.rectangle(0, 0, canvas.width, canvas.height, blend(palette.paper, palette.ink, 0.08))
    warp = _ribbons(canvas, rng, (*palette.accents[:2], palette.paper), canvas.width)
    weft = _ribbons(canvas, rng, (*palette.accents[2:4], palette.ink), canvas.height)
    skip = rng.choice((2, 2, 3, 4))
    for row, (top, bottom, colour) in enumerate(weft):
        canvas.rectangle(0, top, canvas.width, bottom, colour)
        _threads(canvas, (0, top, canvas.width, bottom), colour, palette.ink, is_tall=False)
        for column, (left, right, over) in enumerate(warp):
            if (row + column) % skip == 0:
                continue
            _crossing(canvas, (left, top, right, bottom), over, palette.ink)
    for left, right, colour in warp:
        ends = [0.0, *(edge for top, bottom, _ in weft for edge in (top, bottom)), float(canvas.height)]
        for start, end in zip(ends[::2], ends[1::2], strict=False):
            canvas.rectangle(left, start, right, end, colour)
            _threads(canvas, (left, start, right, end), colour, palette.ink, is_tall=True)


def _ribbons(canvas: Canvas, rng: Random, colours: tuple[Colour, ...], length: float) -> list[Ribbon]:
    """Places and colours of parallel ribbons, a repeating pattern of three or four widths."""
    pattern = [(rng.choice((3, 5, 8, 12)) * canvas.unit, rng.choice(colours)) for _ in range(rng.choice((3, 4)))]
    pattern.append((6 * canvas.unit, colours[0]))
    gap = canvas.unit * 0.9
    ribbons, place, turn = [], -rng.uniform(0, 4) * canvas.unit, 0
    while place < length:
        width, colour = pattern[turn % len(pattern)]
        ribbons.append((place, place + width, colour))
        place += width + gap
        turn += 1
    return ribbons


def _crossing(canvas: Canvas, box: tuple[float, float, float, float], colour: Colour, ink: Colour) -> None:
    """The upright ribbon passes over: it throws a shadow on both sides."""
    left, top, right, bottom = box
    shade = canvas.unit * 0.35
    canvas.rectangle(left - shade, top, right + shade, bottom, blend(colour, ink, 0.45))
    canvas.rectangle(left, top, right, bottom, colour)
    _threads(canvas, box, colour, ink, is_tall=True)


def _threads(
    canvas: Canvas, box: tuple[float, float, float, float], colour: Colour, ink: Colour, *, is_tall: bool
) -> None:
    """Fine lines along the ribbon."""
    left, top, right, bottom = box
    pitch = canvas.unit * 1.1
    start, end = (left, right) if is_tall else (top, bottom)
    tint = blend(colour, ink, 0.10) if sum(colour) > 300 else blend(colour, (255, 255, 255), 0.08)
    place = start + pitch
    while place < end - pitch / 2:
        if is_tall:
            canvas.rectangle(place, top, place + pitch * 0.22, bottom, tint)
        else:
            canvas.rectangle(left, place, right, place + pitch * 0.22, tint)
        place += pitch
