"""What the catalogue holds about people who work on the site."""

from shop.catalogue.models import StockMovement
from stoa.accounts import privacy


def register() -> None:
    privacy.exempt(StockMovement, why="the ledger of the shop says which of its staff changed a stock")
