"""A few palettes chosen by eye. Each has a paper, an ink that reads on it, and accents that live together."""

from dataclasses import dataclass
from random import Random

Colour = tuple[int, int, int]


def parse(text: str) -> Colour:
    """Read `#rrggbb`."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def blend(first: Colour, second: Colour, share: float) -> Colour:
    """Mix two colours; `share` 0 is the first, 1 the second."""
    share = min(1.0, max(0.0, share))
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))  # type: ignore[return-value]  # three in, three out


@dataclass(frozen=True)
class Palette:
    name: str
    paper: Colour
    ink: Colour
    accents: tuple[Colour, ...]

    def ramp(self, share: float, colours: tuple[Colour, ...] | None = None) -> Colour:
        """Walk through the accents (or the colours given) from 0 to 1."""
        stops = colours or self.accents
        place = min(0.9999, max(0.0, share)) * (len(stops) - 1)
        return blend(stops[int(place)], stops[int(place) + 1], place % 1)

    def shuffled(self, rng: Random) -> "Palette":
        """The same colours with the accents in another order."""
        return Palette(self.name, self.paper, self.ink, tuple(rng.sample(self.accents, len(self.accents))))


def _palette(name: str, paper: str, ink: str, *accents: str) -> Palette:
    return Palette(name, parse(paper), parse(ink), tuple(parse(accent) for accent in accents))


PALETTES = (
    _palette("harbour", "#f3ecdf", "#14304a", "#1f5673", "#e4572e", "#f2a541", "#8fb8a8", "#d8c9ae"),
    _palette("kiln", "#f6e9da", "#3a1d24", "#b9472f", "#e39a70", "#4f7f7a", "#efb366", "#7a3b3b"),
    _palette("orchard", "#f0f0e2", "#17301f", "#35573a", "#9fb58a", "#d9a441", "#b8503b", "#dfd3a8"),
    _palette("dusk", "#182540", "#f6ead7", "#f4a340", "#e46f51", "#3b9a8f", "#5f7fb4", "#a9497a"),
    _palette("plum", "#f5e9e8", "#2c1c30", "#64446e", "#c9707c", "#ecb79d", "#3b7a78", "#a58fb0"),
    _palette("almanac", "#faf2da", "#21233b", "#e6b03f", "#9b2f1c", "#4a9a9f", "#1b6468", "#e0cfa0"),
    _palette("fjord", "#e9eff0", "#1c2b39", "#426f9e", "#9cb7c8", "#e2b19d", "#d24a34", "#2f4f63"),
    _palette("cinnabar", "#faf4ec", "#262625", "#cf2e38", "#f0afa0", "#6b6a60", "#b9bfb9", "#e8d5b5"),
    _palette("grove", "#eee9d8", "#2c2e20", "#74853c", "#c4ae58", "#b4592f", "#466370", "#a9a77a"),
    _palette("lagoon", "#10292e", "#f3e6cf", "#2d8c80", "#e0705a", "#f0bd4c", "#86b6ae", "#c9d8c5"),
)
