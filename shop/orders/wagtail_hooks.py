"""Ties the shop into the Wagtail admin."""

from typing import Any

from wagtail import hooks

from shop.orders.administration.menu import ShopGroup
from shop.orders.administration.orders_panel import OrdersPanel
from shop.orders.administration.sales import SalesPanel
from shop.orders.administration.seller_panel import SellerPanel


@hooks.register("register_admin_viewset")
def add_shop() -> ShopGroup:
    return ShopGroup()


@hooks.register("construct_homepage_panels")
def add_panels(request: Any, panels: list[Any]) -> None:
    panels += [panel for panel in (SellerPanel(), OrdersPanel(), SalesPanel()) if panel.is_shown(request)]
