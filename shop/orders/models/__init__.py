"""What the shop reckons with (tax rates, shipping methods, coupons), what buyers mean to buy, and what they bought."""

from shop.catalogue.tax_classes import TaxClass
from shop.orders.models.carts import Cart, CartLine
from shop.orders.models.coupons import Coupon, Redemption
from shop.orders.models.downloads import Download, DownloadRight
from shop.orders.models.events import OrderEvent, OrderMail
from shop.orders.models.invoices import Invoice, InvoiceDrawing, InvoiceKind
from shop.orders.models.numbers import NumberSeries
from shop.orders.models.orders import SETTLED, Order, OrderAddress, OrderLine, State
from shop.orders.models.seller import PaperSize, SellerDetails
from shop.orders.models.shipments import Shipment, ShipmentLine
from shop.orders.models.shipping import ShippingBand, ShippingMethod, ShippingText
from shop.orders.models.taxes import TaxRate

__all__ = [
    "SETTLED",
    "Cart",
    "CartLine",
    "Coupon",
    "Download",
    "DownloadRight",
    "Invoice",
    "InvoiceDrawing",
    "InvoiceKind",
    "NumberSeries",
    "Order",
    "OrderAddress",
    "OrderEvent",
    "OrderLine",
    "OrderMail",
    "PaperSize",
    "Redemption",
    "SellerDetails",
    "Shipment",
    "ShipmentLine",
    "ShippingBand",
    "ShippingMethod",
    "ShippingText",
    "State",
    "TaxClass",
    "TaxRate",
]
