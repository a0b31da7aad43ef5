"""The dashboard panel of the shop's staff: what runs out."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from shop.catalogue.models import Offer, StockSettings

ROWS = 8


class LowStockPanel(Component):
    """How many offers are low or sold out, and the lowest of them."""

    name = "low_stock"
    template_name = "catalogue/administration/low_stock_panel.html"
    order = 130

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalogue.change_offer")

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        low = Offer.objects.low(StockSettings.threshold())
        listing = reverse("shop_offers:index")
        return {
            "low": low.count(),
            "out": low.sold_out().count(),
            "offers": list(low.order_by("stock", "sku")[:ROWS]),
            "low_url": f"{listing}?left=low&is_on_sale=true",
            "out_url": f"{listing}?left=out&is_on_sale=true",
        }
