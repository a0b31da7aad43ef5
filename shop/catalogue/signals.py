"""News of the catalogue, sent in the transaction that makes it true."""

from typing import TYPE_CHECKING, NamedTuple

from django.dispatch import Signal

if TYPE_CHECKING:
    from shop.catalogue.models.offers import Offer


class StockChange(NamedTuple):
    """What could be sold of an offer before and after, None for as many as one likes."""

    offer: "Offer"
    before: int | None
    after: int | None


#: Sent with `changes` (StockChange), one for each offer whose stock is another.
stock_changed = Signal()

#: Sent with `translation_key` and `is_new`: what a page sells, or what it costs, is another; new if nothing was sold.
terms_changed = Signal()
