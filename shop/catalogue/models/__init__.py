"""What is sold, for how much, how many are left, the pages that show it, and what buyers say of it."""

from shop.catalogue.models.alerts import StockAlert
from shop.catalogue.models.categories import ProductCategory
from shop.catalogue.models.files import OfferFile
from shop.catalogue.models.index import ShopIndexPage
from shop.catalogue.models.offers import Offer
from shop.catalogue.models.parts import ProductPicture, ProductTag, ProductVariant, RelatedProduct, Specification
from shop.catalogue.models.prices import PricePoint
from shop.catalogue.models.products import ProductPage
from shop.catalogue.models.reviews import Review, ReviewState
from shop.catalogue.models.stock import Reservation, StockMovement, StockReason, StockSettings

__all__ = [
    "Offer",
    "OfferFile",
    "PricePoint",
    "ProductCategory",
    "ProductPage",
    "ProductPicture",
    "ProductTag",
    "ProductVariant",
    "RelatedProduct",
    "Reservation",
    "Review",
    "ReviewState",
    "ShopIndexPage",
    "Specification",
    "StockAlert",
    "StockMovement",
    "StockReason",
    "StockSettings",
]
