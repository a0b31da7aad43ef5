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
        from shop.catalogue.alerts import registering as alerts  # noqa: PLC0415 -- likewise
        from shop.catalogue.models import ProductPage  # noqa: PLC0415 -- likewise
        from shop.catalogue.reviews import registering as reviews  # noqa: PLC0415 -- likewise
        from stoa.core import sweep, things  # noqa: PLC0415 -- likewise

        for module in (files, freshness, page_signals, rights):
            module.connect_signals()
        for module in (privacy, invariants, reviews, alerts):
            module.register()
        sweep.register("end reservations", stock.release_expired)
        sweep.register("tell prices", freshness.tell_prices)
        things.register_pages(
            ProductPage, name="product", label=_("product"), picture="picture", is_likable=True, is_counted=True
        )
