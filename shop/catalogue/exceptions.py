"""What stops the catalogue; rooms above catch these by name."""

from collections.abc import Iterable

#: An offer's id, how many were wanted, how many are left.
ShortLine = tuple[int, int, int]


class CatalogueError(Exception):
    """What this room refuses."""


class OutOfStock(CatalogueError):
    """`lines` names every offer of which there is too little: (offer id, wanted, left)."""

    def __init__(self, *, lines: Iterable[ShortLine]) -> None:
        self.lines = list(lines)
        super().__init__(", ".join(f"offer {offer_id}: {wanted} of {left}" for offer_id, wanted, left in self.lines))


class NotCounted(CatalogueError):
    """There is no stock to change: as many as one likes can be sold."""


class StockChanged(CatalogueError):
    """Somebody was quicker: `stock` is what can be sold now, None for as many as one likes."""

    def __init__(self, *, stock: int | None) -> None:
        self.stock = stock
        super().__init__(f"The stock is {stock} by now.")
