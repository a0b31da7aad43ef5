"""The catalogue of the shop."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "shop.catalogue"
    label = "catalogue"
    verbose_name = _("catalogue")

    def ready(self) -> None:
        from shop.catalogue import privacy, stock  # noqa: PLC0415 -- need loaded models
        from stoa.core import sweep  # noqa: PLC0415 -- likewise

        privacy.register()
        sweep.register("end reservations", stock.release_expired)
