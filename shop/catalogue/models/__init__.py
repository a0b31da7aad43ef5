"""What is sold, for how much, and how many are left."""

from shop.catalogue.models.offers import Offer
from shop.catalogue.models.prices import PricePoint
from shop.catalogue.models.stock import Reservation, StockMovement, StockReason

__all__ = ["Offer", "PricePoint", "Reservation", "StockMovement", "StockReason"]
