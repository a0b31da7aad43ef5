"""Bars of amounts as SVG, drawn on the server: places and sizes only, colours come from the style sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from django.utils.formats import number_format

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 64, 8, 12, 28
LABELS_AT_MOST = 8
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """`x`, `y`, `width`, `height` in units of the drawing; `label` is written below it, "" for none."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    words: str


@dataclass(frozen=True)
class Line:
    """A line across, at a round amount."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """What the template draws."""

    bars: Sequence[Bar]
    lines: Sequence[Line]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def chart(values: Sequence[tuple[str, Decimal, str]]) -> Chart:
    """Of (label, amount, the same in words) in their order. Amounts below nothing stand at the floor."""
    top = _round_up(max((amount for _label, amount, _words in values), default=Decimal(0)))
    room, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    step = room / max(len(values), 1)
    every = ceil(len(values) / LABELS_AT_MOST) or 1
    bars = []
    for place, (label, amount, words) in enumerate(values):
        height = round(float(max(amount, Decimal(0)) / top) * high, 1)
        x = round(LEFT + place * step + step * 0.12, 1)
        bars.append(
            Bar(
                x=x,
                y=round(HEIGHT - BOTTOM - height, 1),
                width=round(step * 0.76, 1),
                height=height,
                middle=round(LEFT + (place + 0.5) * step, 1),
                label=label if place % every == 0 else "",
                words=words,
            )
        )
    lines = [
        Line(round(HEIGHT - BOTTOM - high * part / 4, 1), number_format(int(top) * part // 4, force_grouping=True))
        for part in range(5)
    ]
    return Chart(bars, lines)


def _round_up(amount: Decimal) -> Decimal:
    """The next of 4, 8, 20, 40, 80 …, so that each quarter is a whole number."""
    unit = Decimal(4)
    while True:
        for step in _STEPS:
            if unit * step >= amount:
                return unit * step
        unit *= 10
