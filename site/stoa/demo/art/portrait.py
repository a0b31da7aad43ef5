"""Faces from a handful of shapes: nobody in particular, but the same one every time."""

from dataclasses import dataclass
from random import Random

from PIL import Image

from stoa.demo.art.canvas import Canvas
from stoa.demo.art.palettes import PALETTES, Colour, Palette, blend, parse

SKINS = tuple(parse(tone) for tone in ("#f2c9a8", "#e0a97f", "#c98a5e", "#8f5a3c", "#6b3f2a"))
HAIRS = tuple(parse(tone) for tone in ("#231f20", "#4a2d20", "#7b4a2a", "#c68b45", "#8d8a86", "#b5482f"))


@dataclass(frozen=True)
class Traits:
    """What a portrait may be told; whatever is None is left to the seed."""

    skin: int | None = None
    hair: int | None = None
    cut: str | None = None
    glasses: bool | None = None
    beard: bool | None = None
    palette: str | None = None


@dataclass(frozen=True)
class Face:
    """The colours of one sitter."""

    skin: Colour
    shade: Colour
    hair: Colour
    cloth: Colour
    collar: Colour


def make_portrait(seed: str, size: int, traits: Traits | None = None) -> Image.Image:
    """A square portrait, `size` pixels wide."""
    traits = traits or Traits()
    rng = Random(f"portrait:{seed}")
    palette = _palette(rng, traits)
    face = _face(rng, palette, traits)
    canvas = Canvas(size, size, palette.accents[0])
    cut = traits.cut or rng.choice(sorted(CUTS))
    canvas.disc(size * 0.5, size * 0.44, size * 0.40, blend(palette.accents[0], palette.paper, 0.28))
    CUTS[cut][0](canvas, size / 100, face.hair)
    _shoulders(canvas, size / 100, face)
    _head(canvas, size / 100, face)
    if _decide(rng, traits.beard, 0.25):
        _beard(canvas, size / 100, face)
    CUTS[cut][1](canvas, size / 100, face.hair)
    _features(canvas, size / 100, face, has_glasses=_decide(rng, traits.glasses, 0.4))
    return canvas.finish(rng, grain=8)


def _palette(rng: Random, traits: Traits) -> Palette:
    chosen = rng.choice(PALETTES)
    return next((palette for palette in PALETTES if palette.name == traits.palette), chosen)


def _face(rng: Random, palette: Palette, traits: Traits) -> Face:
    skin = rng.choice(SKINS) if traits.skin is None else SKINS[traits.skin]
    hair = rng.choice(HAIRS) if traits.hair is None else HAIRS[traits.hair]
    shade = blend(skin, (90, 40, 40), 0.22)
    return Face(skin, shade, hair, palette.accents[1], palette.paper)


def _decide(rng: Random, wish: bool | None, share: float) -> bool:
    chance = rng.random() < share
    return chance if wish is None else wish


def _shoulders(canvas: Canvas, u: float, face: Face) -> None:
    canvas.ellipse(12 * u, 76 * u, 88 * u, 136 * u, face.cloth)
    canvas.polygon(
        [(42 * u, 62 * u), (58 * u, 62 * u), (59 * u, 80 * u), (50 * u, 87 * u), (41 * u, 80 * u)], face.shade
    )
    canvas.polygon([(41 * u, 76 * u), (50 * u, 86 * u), (44 * u, 92 * u), (36 * u, 78.5 * u)], face.collar)
    canvas.polygon([(59 * u, 76 * u), (50 * u, 86 * u), (56 * u, 92 * u), (64 * u, 78.5 * u)], face.collar)


def _head(canvas: Canvas, u: float, face: Face) -> None:
    for x in (31.5, 68.5):
        canvas.disc(x * u, 48 * u, 4.6 * u, face.shade)
    canvas.ellipse(32 * u, 24 * u, 68 * u, 64 * u, face.skin)
    canvas.ellipse(34 * u, 36 * u, 66 * u, 72 * u, face.skin)


def _beard(canvas: Canvas, u: float, face: Face) -> None:
    canvas.wedge(50 * u, 52 * u, 18.2 * u, 8, 172, face.hair)
    canvas.ellipse(36 * u, 54 * u, 64 * u, 75 * u, face.hair)
    canvas.ellipse(39 * u, 42 * u, 61 * u, 58.5 * u, face.skin)


def _features(canvas: Canvas, u: float, face: Face, *, has_glasses: bool) -> None:
    ink = blend(face.hair, (20, 16, 20), 0.6)
    for x in (42.5, 57.5):
        canvas.disc(x * u, 48 * u, 1.5 * u, ink)
        canvas.arc(x * u, 46 * u, 5 * u, (215, 325), 1.2 * u, ink)
    canvas.line([(50.6 * u, 47.5 * u), (52 * u, 54.5 * u), (49 * u, 55.2 * u)], 1.1 * u, face.shade, round_ends=True)
    canvas.arc(50 * u, 56 * u, 6 * u, (35, 145), 1.3 * u, blend(face.shade, (150, 30, 40), 0.45))
    if not has_glasses:
        return
    for x in (42.3, 57.7):
        canvas.ring(x * u, 48 * u, 6.4 * u, 1.2 * u, ink)
    canvas.line([(48.6 * u, 47.4 * u), (51.4 * u, 47.4 * u)], 1.2 * u, ink)


def _long_back(canvas: Canvas, u: float, hair: Colour) -> None:
    canvas.ellipse(26 * u, 18 * u, 74 * u, 70 * u, hair)
    canvas.rectangle(26 * u, 44 * u, 74 * u, 84 * u, hair)


def _bob_back(canvas: Canvas, u: float, hair: Colour) -> None:
    canvas.ellipse(26 * u, 18 * u, 74 * u, 68 * u, hair)
    canvas.ellipse(26 * u, 40 * u, 74 * u, 74 * u, hair)


def _curls_back(canvas: Canvas, u: float, hair: Colour) -> None:
    for x, y, radius in (
        (50, 25, 14),
        (36, 30, 12),
        (64, 30, 12),
        (29, 42, 10),
        (71, 42, 10),
        (31, 54, 8),
        (69, 54, 8),
    ):
        canvas.disc(x * u, y * u, radius * u, hair)


def _bun_back(canvas: Canvas, u: float, hair: Colour) -> None:
    canvas.disc(50 * u, 15.5 * u, 9 * u, hair)
    canvas.ellipse(30 * u, 19 * u, 70 * u, 58 * u, hair)


def _fringe(canvas: Canvas, u: float, hair: Colour) -> None:
    canvas.wedge(50 * u, 42 * u, 19.5 * u, 188, 352, hair)


def _parting(canvas: Canvas, u: float, hair: Colour) -> None:
    canvas.wedge(44 * u, 38 * u, 19 * u, 172, 330, hair)
    canvas.wedge(58 * u, 40 * u, 15 * u, 235, 372, hair)


def _short_back(canvas: Canvas, u: float, hair: Colour) -> None:
    canvas.ellipse(30.5 * u, 17.5 * u, 69.5 * u, 56 * u, hair)


def _quiff(canvas: Canvas, u: float, hair: Colour) -> None:
    canvas.ellipse(34 * u, 19 * u, 58 * u, 32 * u, hair)
    canvas.ellipse(48 * u, 19 * u, 67 * u, 34 * u, hair)


def _curls_front(canvas: Canvas, u: float, hair: Colour) -> None:
    for x, y, radius in ((40, 28, 7), (50, 26, 7), (60, 28, 7), (34, 34, 5), (66, 34, 5)):
        canvas.disc(x * u, y * u, radius * u, hair)


CUTS = {
    "bob": (_bob_back, _parting),
    "bun": (_bun_back, _fringe),
    "curls": (_curls_back, _curls_front),
    "long": (_long_back, _parting),
    "short": (_short_back, _quiff),
}
