"""What a cart costs: pure functions on Decimal, in named stages, each of which stands in the answer.

listed → sale → coupon → shipping → tax → total. Nothing here asks the database, the clock or the request. Lines come
with their listed price and with today's; docs/adr/0008-rounding.md says how figures are rounded. The order of the
lines never matters.
"""

from shop.orders.pricing.breakdown import Breakdown, PricedLine, PricedShipping, TaxSum
from shop.orders.pricing.stages import price
from shop.orders.pricing.terms import CouponKind, CouponTerms, Line, ShippingTerms, TaxRates

__all__ = [
    "Breakdown",
    "CouponKind",
    "CouponTerms",
    "Line",
    "PricedLine",
    "PricedShipping",
    "ShippingTerms",
    "TaxRates",
    "TaxSum",
    "price",
]
