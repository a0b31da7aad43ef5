"""Ties the shop into the Wagtail admin."""

from wagtail import hooks

from shop.orders.administration.menu import ShopGroup


@hooks.register("register_admin_viewset")
def add_shop() -> ShopGroup:
    return ShopGroup()
