"""Pictures made by rule: the same seed gives the same picture, and no two seeds the same.

`make_picture("any words", 1600, 1000)` chooses a family and a palette from the seed; `"contours:any words"`
asks for the family, `"contours/fjord:any words"` for the palette as well.
"""

from collections.abc import Callable
from random import Random

from PIL import Image

from stoa.demo.art import (
    blocks,
    botany,
    circles,
    contours,
    cubes,
    flow,
    hills,
    horizon,
    mosaic,
    orbits,
    ribbons,
    tiles,
    weave,
)
from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import PALETTES, Palette

FAMILIES: dict[str, Callable[[Canvas, Random, Palette], None]] = {
    "blocks": blocks.draw,
    "botany": botany.draw,
    "circles": circles.draw,
    "contours": contours.draw,
    "cubes": cubes.draw,
    "flow": flow.draw,
    "hills": hills.draw,
    "horizon": horizon.draw,
    "map": contours.draw_lines,
    "mosaic": mosaic.draw,
    "orbits": orbits.draw,
    "paper": contours.draw_paper,
    "ribbons": ribbons.draw,
    "tiles": tiles.draw,
    "weave": weave.draw,
}


def make_picture(seed: str, width: int, height: int) -> Image.Image:
    """Draw what a seed says, at a size in pixels."""
    rng = Random(seed)
    family, palette = choose(seed, rng)
    canvas = Canvas(width, height, palette.paper)
    FAMILIES[family](canvas, rng, palette)
    return canvas.finish(rng)


def choose(seed: str, rng: Random) -> tuple[str, Palette]:
    """The family and palette a seed names, or else one of each by chance."""
    wish = seed.partition(":")[0] if ":" in seed else ""
    family, _, name = wish.partition("/")
    chosen = rng.choice(PALETTES)
    by_name = {palette.name: palette for palette in PALETTES}
    return family or rng.choice(sorted(FAMILIES)), by_name.get(name, chosen)
