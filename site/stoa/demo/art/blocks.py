"""Quarter circles, half circles, stripes, dots and triangles on a strict grid: a primer of shapes."""

from collections.abc import Callable
from random import Random

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import Colour, Palette

Square = tuple[float, float, float]


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    palette = palette.shuffled(rng)
    rows = rng.choice((3, 4, 5))
    side = canvas.height / rows
    grounds = (palette.paper, palette.paper, palette.ink, *palette.accents[:4])
    for column in range(round(canvas.width / side + 0.49)):
        for row in range(rows):
            square = (column * side, row * side, side)
            ground = rng.choice(grounds)
            first, second = rng.sample([colour for colour in dict.fromkeys(grounds) if colour != ground], 2)
            canvas.rectangle(square[0], square[1], square[0] + side, square[1] + side, ground)
            rng.choices(list(SHAPES), list(SHAPES.values()))[0](canvas, rng, square, (first, second))


def _quarter(canvas: Canvas, rng: Random, square: Square, colours: tuple[Colour, Colour]) -> None:
    x, y, side = square
    corner = rng.randrange(4)
    centre = x + side * (corner in (1, 2)), y + side * (corner in (2, 3))
    canvas.wedge(*centre, side, corner * 90, corner * 90 + 90, colours[0])
    if rng.random() < 0.6:
        canvas.wedge(*centre, side * 0.5, corner * 90, corner * 90 + 90, colours[1])


def _half(canvas: Canvas, rng: Random, square: Square, colours: tuple[Colour, Colour]) -> None:
    x, y, side = square
    if rng.random() < 0.5:
        canvas.wedge(x + side / 2, y, side / 2, 0, 180, colours[0])
        canvas.wedge(x + side / 2, y + side / 2, side / 2, 0, 180, colours[1])
    else:
        canvas.wedge(x, y + side / 2, side / 2, 270, 450, colours[0])
        canvas.wedge(x + side / 2, y + side / 2, side / 2, 270, 450, colours[1])


def _target(canvas: Canvas, rng: Random, square: Square, colours: tuple[Colour, Colour]) -> None:
    x, y, side = square
    canvas.disc(x + side / 2, y + side / 2, side * 0.42, colours[0])
    canvas.disc(x + side / 2, y + side / 2, side * 0.2, colours[1])


def _stripes(canvas: Canvas, rng: Random, square: Square, colours: tuple[Colour, Colour]) -> None:
    x, y, side = square
    count = rng.choice((3, 4, 5))
    step = side / count
    is_upright = rng.random() < 0.5
    for stripe in range(count):
        start = stripe * step
        box = (
            (x + start, y, x + start + step / 2, y + side)
            if is_upright
            else (x, y + start, x + side, y + start + step / 2)
        )
        canvas.rectangle(*box, colours[0])


def _triangle(canvas: Canvas, rng: Random, square: Square, colours: tuple[Colour, Colour]) -> None:
    x, y, side = square
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    del corners[rng.randrange(4)]
    canvas.polygon(corners, colours[0])


def _dots(canvas: Canvas, rng: Random, square: Square, colours: tuple[Colour, Colour]) -> None:
    x, y, side = square
    count = rng.choice((3, 4))
    for column in range(count):
        for row in range(count):
            canvas.disc(
                x + side * (column + 0.5) / count, y + side * (row + 0.5) / count, side / count * 0.26, colours[0]
            )


def _petal(canvas: Canvas, rng: Random, square: Square, colours: tuple[Colour, Colour]) -> None:
    """Two quarter circles back to back leave a leaf."""
    x, y, side = square
    canvas.wedge(x, y + side, side, 270, 360, colours[0])
    canvas.wedge(x + side, y, side, 90, 180, colours[1])
    if rng.random() < 0.7:
        canvas.disc(x + side / 2, y + side / 2, side * 0.12, colours[0])


SHAPES: dict[Callable[[Canvas, Random, Square, tuple[Colour, Colour]], None], int] = {
    _quarter: 6,
    _half: 4,
    _target: 2,
    _stripes: 2,
    _triangle: 3,
    _dots: 1,
    _petal: 2,
}
