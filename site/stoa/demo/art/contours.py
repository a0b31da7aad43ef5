"""A map of a country that is not there: height in coloured steps, or as thin lines, or as cut paper."""

from random import Random

from PIL import Image, ImageChops, ImageFilter, ImageMath

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.noise import landscape
from stoa.demo.art.palettes import Palette, blend


def draw(canvas: Canvas, rng: Random, palette: Palette) -> None:
    """Coloured steps with a fine line on each."""
    heights = _heights(canvas, rng)
    palette = palette.shuffled(rng)
    is_light = rng.random() < 0.6
    stops = (palette.paper, *palette.accents[:3], palette.ink) if is_light else (*palette.accents[:3], palette.paper)
    steps = rng.randint(9, 14)
    picture = Image.new("RGB", heights.size, stops[0])
    for step in range(1, steps):
        colour = palette.ramp(step / (steps - 1), stops)
        picture.paste(blend(colour, palette.ink, 0.45), (0, 0), _above(heights, step / steps))
        picture.paste(colour, (0, 0), _above(heights, step / steps + 0.008))
    canvas.cover(picture)


def draw_lines(canvas: Canvas, rng: Random, palette: Palette) -> None:
    """Thin lines on paper, every fifth one strong, the low land tinted and the summits filled."""
    heights = _heights(canvas, rng)
    strong, water = rng.sample(palette.accents[:4], 2)
    picture = Image.new("RGB", heights.size, blend(palette.paper, water, 0.45))
    picture.paste(palette.paper, (0, 0), _above(heights, 0.3))
    picture.paste(blend(palette.paper, strong, 0.22), (0, 0), _above(heights, 0.5))
    picture.paste(strong, (0, 0), _above(heights, 0.75))
    slopes = _slopes(heights)
    for step in range(1, 20):
        is_strong = step % 5 == 0
        line = _along(heights, slopes, step / 20, canvas.unit * (0.2 if is_strong else 0.09))
        picture.paste(palette.ink if is_strong else blend(palette.paper, palette.ink, 0.75), (0, 0), line)
    canvas.cover(picture)


def draw_paper(canvas: Canvas, rng: Random, palette: Palette) -> None:
    """Sheets of coloured paper with holes, each casting a soft shadow on the one below."""
    heights = _heights(canvas, rng, cells=4)
    palette = palette.shuffled(rng)
    stops = (palette.ink, *palette.accents[:3], palette.paper)
    steps = rng.randint(5, 7)
    picture = Image.new("RGB", heights.size, palette.ramp(0, stops))
    for step in range(1, steps + 1):
        above = _above(heights, 0.08 + 0.8 * step / steps)
        below = palette.ramp((step - 1) / steps, stops)
        picture.paste(blend(below, (10, 10, 20), 0.55), (0, 0), _shadow(above, canvas.unit))
        picture.paste(palette.ramp(step / steps, stops), (0, 0), above)
    canvas.cover(picture)


def _heights(canvas: Canvas, rng: Random, cells: int = 5) -> Image.Image:
    """Heights from 0 to 1 for every pixel."""
    size = canvas.width, canvas.height
    layers = {"broad": landscape(rng, size, cells), "fine": landscape(rng, size, cells * 2)}
    heights = ImageMath.lambda_eval(lambda at: at["broad"] * 0.75 + at["fine"] * 0.25, **layers)
    low, high = heights.getextrema()
    return heights.point(lambda value: value * (1 / (high - low)) - low / (high - low))


def _above(heights: Image.Image, level: float) -> Image.Image:
    """A mask of what lies above a height; the steep ramp makes the edge about a pixel soft."""
    gain = 255 * 300.0
    return heights.point(lambda value: value * gain - level * gain).convert("L")


def _slopes(heights: Image.Image) -> Image.Image:
    """How much the height changes from pixel to pixel, never quite 0."""
    right, down = ImageChops.offset(heights, -1, 0), ImageChops.offset(heights, 0, -1)
    return ImageMath.lambda_eval(
        lambda at: abs(at["right"] - at["here"]) + abs(at["down"] - at["here"]) + 0.0004,
        right=right,
        down=down,
        here=heights,
    )


def _along(heights: Image.Image, slopes: Image.Image, level: float, thickness: float) -> Image.Image:
    """A mask of a line of even thickness (pixels) along a height."""
    mask = ImageMath.lambda_eval(
        lambda at: (thickness + 0.7 - abs(at["height"] - level) / at["slope"]) * 255.0,
        height=heights,
        slope=slopes,
    )
    return mask.convert("L")


def _shadow(mask: Image.Image, unit: float) -> Image.Image:
    small = mask.reduce(4).filter(ImageFilter.GaussianBlur(unit * 0.3))
    soft = small.copy()
    soft.paste(small, (2, 3))
    return soft.point([value * 6 // 10 for value in range(256)]).resize(mask.size, Image.Resampling.BILINEAR)
