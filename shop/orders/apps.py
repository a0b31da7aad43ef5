"""Prices, taxes, shipping, coupons, and what is ordered."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "shop.orders"
    label = "orders"
    verbose_name = _("orders")

    def ready(self) -> None:
        from shop.orders import privacy  # noqa: PLC0415 -- needs loaded models

        privacy.register()
