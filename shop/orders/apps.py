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
            cart,
            cart_count,
            cart_merging,
            claiming,
            delivering,
            fulfilment,
            invariants,
            mailing,
            privacy,
            reviewing,
            settling,
            stock_owners,
        )
        from shop.orders.administration import invoices, order_page  # noqa: PLC0415 -- likewise
        from shop.orders.invoices import catching_up  # noqa: PLC0415 -- likewise
        from shop.orders.invoices import invariants as invoice_invariants  # noqa: PLC0415 -- likewise
        from shop.orders.together import keeping  # noqa: PLC0415 -- likewise
        from stoa.accounts import navigation  # noqa: PLC0415 -- likewise
        from stoa.core import sweep  # noqa: PLC0415 -- likewise

        privacy.register()
        invariants.register()
        invoice_invariants.register()
        reviewing.register()
        keeping.register()
        delivering.register()
        stock_owners.register()
        cart_count.register()
        cart_merging.connect_signals()
        claiming.connect_signals()
        navigation.register(
            navigation.AccountPage(url_name="orders", label=_("Orders"), group=navigation.Group.YOU, order=40)
        )
        navigation.register(
            navigation.AccountPage(url_name="downloads", label=_("Downloads"), group=navigation.Group.YOU, order=45)
        )
        checks.register(fulfilment.check_handlers)
        order_page.register_panel("invoices", invoices.panel)
        sweep.register("orders: expire", settling.expire_due)
        sweep.register("orders: invoices", catching_up.issue_missed)
        sweep.register("orders: drawings", catching_up.draw_missed)
        sweep.register("orders: mails", mailing.send_missed)
        sweep.register("orders: old carts", cart.forget_old)
