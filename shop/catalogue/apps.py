"""The catalogue of the shop."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "shop.catalogue"
    label = "catalogue"
    verbose_name = _("catalogue")

    def ready(self) -> None:
        from shop.catalogue import (  # noqa: PLC0415 -- need loaded models
            files,
            freshness,
            invariants,
            page_signals,
            privacy,
            rights,
            stock,
        )
        from shop.catalogue.alerts import asking, mailing  # noqa: PLC0415 -- likewise
        from shop.catalogue.alerts import privacy as alert_privacy  # noqa: PLC0415 -- likewise
        from shop.catalogue.models import ProductPage  # noqa: PLC0415 -- likewise
        from shop.catalogue.reviews import registering  # noqa: PLC0415 -- likewise
        from stoa.core import sweep, things  # noqa: PLC0415 -- likewise

        files.connect_signals()
        freshness.connect_signals()
        page_signals.connect_signals()
        privacy.register()
        invariants.register()
        rights.connect_signals()
        registering.register()
        sweep.register("end reservations", stock.release_expired)
        alert_privacy.register()
        mailing.connect_signals()
        sweep.register("stock alerts", mailing.send_due)
        sweep.register("old stock alerts", asking.forget_old)
        sweep.register("tell prices", freshness.tell_prices)
        things.register_pages(
            ProductPage, name="product", label=_("product"), picture="picture", is_likable=True, is_counted=True
        )
