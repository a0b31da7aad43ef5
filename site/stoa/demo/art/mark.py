"""The publication's mark, a bench in a colonnade, and the picture that is shown when a page has none of its own."""

from random import Random

from PIL import Image, ImageDraw, ImageFont

from stoa.demo.art import hills
from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import PALETTES, Colour, parse

INK = parse("#14304a")
PAPER = parse("#f8f2e6")
SUN = parse("#e4572e")


def make_mark(size: int) -> Image.Image:
    """The mark on a rounded square; the corners are transparent."""
    canvas = Canvas(size, size, INK)
    _colonnade(canvas, size / 100, PAPER)
    picture = canvas.finish(Random("mark"), grain=0)
    shape = Image.new("L", (size * 4, size * 4))
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, size * 4 - 1, size * 4 - 1), radius=size * 4 * 0.22, fill=255)
    picture.putalpha(shape.reduce(4))
    return picture


def make_share_card(name: str, line: str, width: int, height: int) -> Image.Image:
    """A landscape with the publication's name on it, for links shown on other sites."""
    rng = Random(f"card:{name}")
    canvas = Canvas(width, height, PAPER)
    hills.draw(canvas, rng, PALETTES[0])
    canvas.rectangle(0, 0, width * 0.56, height, INK)
    picture = canvas.finish(rng)
    mark = make_mark(round(height * 0.19))
    left = round(width * 0.06)
    picture.paste(mark, (left, round(height * 0.16)), mark)
    pen = ImageDraw.Draw(picture)
    pen.text((left, height * 0.46), name, font=ImageFont.load_default(height * 0.115), fill=PAPER)
    pen.multiline_text(
        (left, height * 0.64), line, font=ImageFont.load_default(height * 0.052), fill=(214, 205, 188), spacing=12
    )
    return picture


def _colonnade(canvas: Canvas, u: float, stone: Colour) -> None:
    canvas.disc(50 * u, 47 * u, 15 * u, SUN)
    canvas.rectangle(18 * u, 20 * u, 82 * u, 28 * u, stone)
    for x in (22, 71):
        canvas.rectangle(x * u, 31 * u, (x + 7) * u, 78 * u, stone)
    canvas.rectangle(34 * u, 58 * u, 66 * u, 64 * u, stone)
    for x in (38, 57):
        canvas.rectangle(x * u, 64 * u, (x + 5) * u, 78 * u, stone)
    canvas.rectangle(18 * u, 78 * u, 82 * u, 83 * u, stone)
