"""Prices, taxes, shipping, coupons, and what is ordered."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "shop.orders"
    label = "orders"
    verbose_name = _("orders")

    def ready(self) -> None:
        from shop.orders import delivering, fulfilment, mailing, privacy, settling  # noqa: PLC0415 -- needs loaded models
        from stoa.core import sweep  # noqa: PLC0415 -- needs loaded models

        privacy.register()
        delivering.register()
        checks.register(fulfilment.check_handlers)
        sweep.register("orders: expire", settling.expire_due)
        sweep.register("orders: mails", mailing.send_missed)
