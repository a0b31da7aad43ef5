"""One order in the admin: what is in it, what happened to it, and what may be done now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import InspectView

from shop.orders import history, sending
from shop.orders.administration.order_forms import PaidForm, ReasonForm, ShipForm, if_cancelled, if_paid
from shop.orders.contents import Contents, contents_of
from shop.orders.models import Order, State
from shop.orders.states import may_become
from stoa.core.admin_lists import state_of

#: (request, order) → HTML of a panel, or "" for none. Fixed numbers of queries only.
Panel = Callable[[HttpRequest, Order], str]
_panels: dict[str, Panel] = {}


def register_panel(name: str, panel: Panel) -> None:
    """Rooms above show what they know of an order (payments, invoices); called in `AppConfig.ready`."""
    _panels[name] = panel


@dataclass(frozen=True)
class Act:
    """Something that may be done to an order now: its form, and what would follow in sentences."""

    name: str
    label: str | Promise
    form: forms.Form
    consequences: list[str]
    is_open: bool


class OrderView(InspectView):
    """Eleven queries whatever is in it, besides those of the panels of other rooms."""

    model = Order
    any_permission_required = ["view", "change"]
    template_name = "orders/administration/order.html"
    fields = ["number"]
    page_title = _("Order")
    header_icon = "clipboard-list"
    #: {action: its form, as it was typed and refused}.
    refused: Mapping[str, Any] = MappingProxyType({})

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
            **self._what_may_be_done(contents),
        }

    def _what_may_be_done(self, contents: Contents) -> dict[str, Any]:
        """Whatever is refused here is refused by the modules that do it, too."""
        may_change = self.request.user.has_perm("orders.change_order")
        return {"may_change": may_change, "acts": self._acts() if may_change else [], **self._shipping(contents)}

    def _acts(self) -> list[Act]:
        order = self.object
        offered = [
            ("complete", _("Complete"), sending.may_complete(order), ReasonForm, []),
            ("paid", _("Mark as paid"), may_become(order, State.PAID), PaidForm, if_paid(order)),
            ("cancel", _("Cancel the order"), may_become(order, State.CANCELLED), ReasonForm, if_cancelled(order)),
        ]
        return [
            Act(name, label, self.refused.get(name) or form(auto_id=f"%s-{name}"), consequences, name in self.refused)
            for name, label, is_offered, form, consequences in offered
            if is_offered
        ]

    def _shipping(self, contents: Contents) -> dict[str, Any]:
        if not sending.may_ship(self.object) or not self.request.user.has_perm("orders.change_order"):
            return {}
        facts: dict[str, Any] = {"auto_id": "%s", "initial": {"parcels": len(contents.shipments)}}
        return {
            "ship_form": self.refused.get("ship") or ShipForm(lines=contents.lines, **facts),
            "ship_is_open": "ship" in self.refused,
        }
