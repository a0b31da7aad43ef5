"""By what carts are priced is kept in memory (`stoa.core.kept`): a change of rates and ways of delivery is told."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from shop.orders.models import ShippingBand, ShippingMethod, ShippingText, TaxRate
from stoa.core import pagecache


def connect_signals() -> None:
    for model in (ShippingMethod, ShippingBand, ShippingText, TaxRate):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"orders: terms in {model.__name__}")


def _changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Every purge makes all processes work out anew what they keep."""
    pagecache.purge(pagecache.snippet_tag(instance))
