"""One order in the admin: what is in it, what happened to it, and what may be done now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import InspectView

from shop.orders import history, sending
from shop.orders.contents import contents_of
from shop.orders.models import Order, State
from shop.orders.states import may_become
from stoa.core.admin_lists import state_of

#: (request, order) → HTML of a panel, or "" for none. Fixed numbers of queries only.
Panel = Callable[[HttpRequest, Order], str]
_panels: dict[str, Panel] = {}


def register_panel(name: str, panel: Panel) -> None:
    """Rooms above show what they know of an order (payments, invoices); called in `AppConfig.ready`."""
    _panels[name] = panel


class OrderView(InspectView):
    """Eleven queries whatever is in it, besides those of the panels of other rooms."""

    model = Order
    any_permission_required = ["view", "change"]
    template_name = "orders/administration/order.html"
    fields = ["number"]
    page_title = _("Order")
    header_icon = "clipboard-list"

    def get_queryset(self) -> Any:
        return Order.objects.select_related("user", "coupon")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = self.object
        contents = contents_of(order)
        events = order.events.select_related("user").order_by("-pk")
        return super().get_context_data(**kwargs) | {
            "order": order,
            "state": state_of(order),
            "contents": contents,
            "entries": history.told(events),
            "panels": [html for panel in _panels.values() if (html := panel(self.request, order))],
            **self._what_may_be_done(contents.lines),
            "parcels": len(contents.shipments),
        }

    def _what_may_be_done(self, lines: Any) -> dict[str, Any]:
        """Whatever is refused here is refused by the modules that do it, too."""
        order = self.object
        if not self.request.user.has_perm("orders.change_order"):
            return {"may_change": False}
        return {
            "may_change": True,
            "may_be_paid": may_become(order, State.PAID),
            "may_be_cancelled": may_become(order, State.CANCELLED),
            "may_be_completed": sending.may_complete(order),
            "to_ship": [(line, number) for line in lines if (number := sending.left(line))]
            if sending.may_ship(order)
            else [],
        }
