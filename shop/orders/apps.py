"""Prices, taxes, shipping, coupons, and what is ordered."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "shop.orders"
    label = "orders"
    verbose_name = _("orders")

    def ready(self) -> None:
        from shop.orders import (  # noqa: PLC0415 -- need loaded models
            account_pages,
            cart_count,
            cart_merging,
            claiming,
            delivering,
            freshness,
            fulfilment,
            invariants,
            own_failures,
            privacy,
            reviewing,
            stock_owners,
            sweeping,
        )
        from shop.orders.administration import panels  # noqa: PLC0415 -- likewise
        from shop.orders.invoices import invariants as invoice_invariants  # noqa: PLC0415 -- likewise
        from shop.orders.together import keeping  # noqa: PLC0415 -- likewise

        for module in (privacy, invariants, invoice_invariants, reviewing, keeping, delivering, stock_owners):
            module.register()
        for module in (cart_count, account_pages, panels, sweeping, own_failures):
            module.register()
        cart_merging.connect_signals()
        claiming.connect_signals()
        freshness.connect_signals()
        checks.register(fulfilment.check_handlers)
