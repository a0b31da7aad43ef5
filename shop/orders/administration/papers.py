"""What staff print of orders: packing slips, which name no prices, and the orders themselves, one sheet each.

They go into parcels, so they are in the language of the buyer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views import View

from shop.orders import sending
from shop.orders.contents import contents_of_read, read_together
from shop.orders.models import Order, OrderLine, SellerDetails
from stoa.core import mail
from stoa.core.keyset import read_key, read_keys

SLIP, ORDER = "slip", "order"
#: More are not printed at once.
SHEETS_AT_MOST = 100


@dataclass(frozen=True)
class Packed:
    """So many of a line go into the next parcel; the rest has gone before, or comes later."""

    line: OrderLine
    now: int


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What a slip is for: one that was shipped, by its id; or one to be shipped, {line id: how many}; or all that is
    left to ship.
    """

    shipment: str = ""
    quantities: Mapping[int, int] | None = None


class PapersView(View):
    """`?order=1&order=2&paper=slip`: a page to print, with a sheet for each order. Nothing is written.

    With `parcel=3` the slip of that parcel; by POST that of the parcel in the shipping form, before it leaves.
    """

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return _papers(request, request.GET, Parcel(shipment=request.GET.get("parcel", "")))

    def post(self, request: HttpRequest) -> HttpResponse:
        return _papers(request, request.POST, Parcel(quantities=_quantities(request.POST)))


def _quantities(typed: QueryDict) -> dict[int, int]:
    """{line id: how many}, named "line-<id>"; what is no number is none."""
    names = [name for name in typed if name.startswith("line-")]
    found = {read_key(name.removeprefix("line-")): read_key(str(typed[name]).strip()) for name in names}
    return {line_id: number for line_id, number in found.items() if line_id is not None and number is not None}


def _papers(request: HttpRequest, asked: QueryDict, parcel: Parcel) -> HttpResponse:
    if not request.user.has_perm("orders.view_order"):
        raise PermissionDenied
    paper = SLIP if asked.get("paper") != ORDER else ORDER
    keys = read_keys(asked.getlist("order"))[:SHEETS_AT_MOST]
    orders = read_together(Order.objects.filter(pk__in=keys).order_by("placed_at", "pk"))
    title = _("Packing slips") if paper == SLIP else _("Orders")
    answer = render(request, "orders/papers/papers.html", {"title": title, "sheets": sheets(orders, paper, parcel)})
    answer["Cache-Control"] = "private, no-store"
    return answer


def sheets(orders: Iterable[Order], paper: str, parcel: Parcel) -> list[str]:
    """The HTML of each order's sheet, in the language of its buyer."""
    shop = {"seller": SellerDetails.current(), "site_name": mail.site_name(), "now": timezone.now()}
    return [_sheet(order, paper, shop | _packing(order, parcel)) for order in orders]


def _sheet(order: Order, paper: str, facts: dict[str, Any]) -> str:
    with translation.override(order.language):
        contents = contents_of_read(order)
        packed = [Packed(line, facts["going"].get(line.pk, 0)) for line in contents.lines if line.ships]
        weight = sum(each.line.weight * each.now for each in packed)
        context = facts | {"order": order, "contents": contents, "packed": packed, "weight": weight}
        return render_to_string(f"orders/papers/{paper}.html", context)


def _packing(order: Order, parcel: Parcel) -> dict[str, Any]:
    """What goes into the parcel, the parcel if it was shipped, and which of the order it is. 404 for another's."""
    contents = contents_of_read(order)
    if parcel.shipment:
        shipment = contents.shipment(parcel.shipment)
        if shipment is None:
            raise Http404
        going = {part.line_id: part.quantity for part in shipment.lines.all()}
        return {"going": going, "shipment": shipment, "place": contents.shipments.index(shipment) + 1}
    if parcel.quantities is not None:
        wanted = parcel.quantities
        going = {line.pk: min(wanted.get(line.pk, 0), sending.left(line)) for line in contents.lines}
        return {"going": going, "shipment": None, "place": len(contents.shipments) + 1}
    return {"going": {line.pk: _left(order, line) for line in contents.lines}, "shipment": None, "place": 0}


def _left(order: Order, line: OrderLine) -> int:
    """What is left to ship; of an order from which all has gone, what went."""
    return sending.left(line) or (0 if sending.may_ship(order) else line.shipped)
