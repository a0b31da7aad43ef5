"""The dashboard panel of whoever looks after orders: what waits for money, and what waits to be sent."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.ui.components import Component

from shop.orders.models import Order
from shop.orders.models.orders import State

WAITING = (State.WAITING, State.PAID, State.PARTLY_SHIPPED)


class OrdersPanel(Component):
    """How many orders are in each state that waits, each leading to its list. One query."""

    name = "orders"
    template_name = "orders/administration/orders_panel.html"
    order = 115

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("orders.view_order")

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        rows = Order.objects.filter(state__in=WAITING).order_by().values_list("state")
        numbers = dict(rows.annotate(number=Count("pk")))
        listing = reverse("shop_orders:index")
        return {
            "waiting": [
                {
                    "label": capfirst(str(state.label)),
                    "count": numbers.get(state.value, 0),
                    "url": f"{listing}?state={state.value}",
                }
                for state in WAITING
            ]
        }
