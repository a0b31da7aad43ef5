"""Smooth randomness: a grid of random heights, read between its points."""

import math
from random import Random

from PIL import Image


class Noise:
    """Values from about -1 to 1 that change smoothly over the plane; one step is one grid cell."""

    def __init__(self, rng: Random, cells: int = 64) -> None:
        self.cells = cells
        self.heights = [[rng.uniform(-1, 1) for _ in range(cells)] for _ in range(cells)]

    def at(self, x: float, y: float) -> float:
        column, row = math.floor(x), math.floor(y)
        across, down = x - column, y - row
        across = across * across * (3 - 2 * across)
        down = down * down * (3 - 2 * down)
        upper = self.heights[row % self.cells]
        lower = self.heights[(row + 1) % self.cells]
        left, right = column % self.cells, (column + 1) % self.cells
        top = upper[left] + (upper[right] - upper[left]) * across
        bottom = lower[left] + (lower[right] - lower[left]) * across
        return top + (bottom - top) * down

    def layered(self, x: float, y: float, layers: int = 3) -> float:
        """Several sizes of noise over each other, each half as strong and twice as fine."""
        total = 0.0
        for layer in range(layers):
            total += self.at(x * 2**layer + layer * 17.3, y * 2**layer + layer * 9.1) / 2**layer
        return total / (2 - 2 ** (1 - layers))


def landscape(rng: Random, size: tuple[int, int], cells: int) -> Image.Image:
    """A whole picture of smooth heights (mode F, about 0 to 1), `cells` bumps across."""
    rows = max(3, round(cells * size[1] / size[0]))
    coarse = Image.new("F", (cells + 2, rows + 2))
    coarse.putdata([rng.random() for _ in range((cells + 2) * (rows + 2))])
    margin = (0.5, 0.5, cells + 1.5, rows + 1.5)
    return coarse.resize(size, Image.Resampling.BICUBIC, box=margin)
