"""What staff print of orders: packing slips, which name no prices, and the orders themselves, one sheet each.

They go into parcels, so they are in the language of the buyer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views import View

from shop.orders import sending
from shop.orders.contents import contents_of_read, read_together
from shop.orders.models import Order, OrderLine, SellerDetails
from stoa.core import mail
from stoa.core.keyset import read_keys

SLIP, ORDER = "slip", "order"
#: More are not printed at once.
SHEETS_AT_MOST = 100


@dataclass(frozen=True)
class Packed:
    """So many of a line go into the next parcel; the rest has gone before, or comes later."""

    line: OrderLine
    now: int


class PapersView(View):
    """`?order=1&order=2&paper=slip`: a page to print, with a sheet for each order. Nothing is written."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("orders.view_order"):
            raise PermissionDenied
        paper = SLIP if request.GET.get("paper") != ORDER else ORDER
        keys = read_keys(request.GET.getlist("order"))[:SHEETS_AT_MOST]
        orders = read_together(Order.objects.filter(pk__in=keys).order_by("placed_at", "pk"))
        title = _("Packing slips") if paper == SLIP else _("Orders")
        answer = render(
            request, "orders/papers/papers.html", {"title": title, "sheets": sheets(orders, paper, timezone.now())}
        )
        answer["Cache-Control"] = "private, no-store"
        return answer


def sheets(orders: Any, paper: str, now: datetime) -> list[str]:
    """The HTML of each order's sheet, in the language of its buyer."""
    shop = {"seller": SellerDetails.current(), "site_name": mail.site_name(), "now": now}
    return [_sheet(order, paper, shop) for order in orders]


def _sheet(order: Order, paper: str, shop: dict[str, Any]) -> str:
    with translation.override(order.language):
        contents = contents_of_read(order)
        packed = [Packed(line, _going(order, line)) for line in contents.lines if line.ships]
        context = shop | {
            "order": order,
            "contents": contents,
            "packed": packed,
            "weight": sum(each.line.weight * each.now for each in packed),
        }
        return render_to_string(f"orders/papers/{paper}.html", context)


def _going(order: Order, line: OrderLine) -> int:
    """What is left to ship; of an order from which all has gone, what went."""
    return sending.left(line) or (0 if sending.may_ship(order) else line.shipped)
