"""What the shop reckons with: tax rates, shipping methods, coupons."""

from shop.orders.models.coupons import Coupon, Redemption
from shop.orders.models.shipping import ShippingBand, ShippingMethod, ShippingText
from shop.orders.models.taxes import TaxClass, TaxRate

__all__ = ["Coupon", "Redemption", "ShippingBand", "ShippingMethod", "ShippingText", "TaxClass", "TaxRate"]
