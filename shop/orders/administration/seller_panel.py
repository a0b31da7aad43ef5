"""A line at the head of the admin while invoices do not say who sells."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from shop.catalogue.models import Offer
from shop.orders.models import SellerDetails


class SellerPanel(Component):
    """For whoever can mend it, as soon as there is something to buy."""

    name = "seller"
    template_name = "orders/administration/seller_panel.html"
    order = 10

    @cached_property
    def missing(self) -> list[str]:
        return SellerDetails.current().missing

    def is_shown(self, request: HttpRequest) -> bool:
        """One query, and another one while something is missing."""
        may_mend = request.user.has_perm("orders.change_sellerdetails")
        return may_mend and bool(self.missing) and Offer.objects.filter(is_on_sale=True).exists()

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"missing": self.missing}
