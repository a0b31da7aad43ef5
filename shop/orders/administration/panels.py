"""What the desk shows of an order besides the order."""

from shop.orders.administration import invoices, order_page
from shop.orders.downloads import panel


def register() -> None:
    order_page.register_panel("invoices", invoices.panel)
    order_page.register_panel("downloads", panel.panel)
