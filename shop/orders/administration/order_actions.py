"""What staff do to an order, each by one call of the module that knows how; a refusal is said and nothing happens."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from shop.catalogue.exceptions import OutOfStock
from shop.orders import sending, settling, states
from shop.orders.downloads import rights
from shop.orders.exceptions import OrderRefused, ShipmentRefused, TransitionRefused
from shop.orders.models import Order
from shop.orders.states import REASON_LENGTH
from stoa.core.keyset import read_key


class OrderActionView(View):
    """POST only: paid, cancel, complete, note, ship, downloads."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        if not request.user.has_perm("orders.change_order"):
            raise PermissionDenied
        order = get_object_or_404(Order, pk=pk)
        act = ACTIONS.get(action)
        if act is None:
            raise Http404
        try:
            act(request, order, timezone.now())
        except OutOfStock:
            messages.error(request, _("Not everything in this order is in stock any more. Nothing was changed."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except OrderRefused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Done."))
        return redirect("shop_orders:inspect", pk)


def _facts(request: HttpRequest, now: datetime) -> dict[str, Any]:
    return {"user": request.user, "now": now, "reason": request.POST.get("reason", "").strip()[:REASON_LENGTH]}


def mark_paid(request: HttpRequest, order: Order, now: datetime) -> None:
    """The money came by another way than a provider."""
    settling.mark_paid(order_id=order.pk, **_facts(request, now))


def cancel(request: HttpRequest, order: Order, now: datetime) -> None:
    """Give up an order that is not paid."""
    settling.cancel(order_id=order.pk, **_facts(request, now))


def complete(request: HttpRequest, order: Order, now: datetime) -> None:
    """It has arrived, or was fetched."""
    sending.complete(order_id=order.pk, **_facts(request, now))


@transaction.atomic
def note(request: HttpRequest, order: Order, now: datetime) -> None:
    """A line in the history that the buyer does not see."""
    facts = _facts(request, now)
    if not facts["reason"]:
        raise ValidationError(_("Write something."))
    states.note(order=states.locked(order.pk), name="note", **facts)


def ship(request: HttpRequest, order: Order, now: datetime) -> None:
    """A parcel leaves: the quantities are named "line-<id>", "parcels" says how many there were before."""
    sending.ship(
        order_id=order.pk,
        quantities=_quantities(request, order),
        parcels_before=_number(request, "parcels"),
        carrier=request.POST.get("carrier", "").strip(),
        tracking_number=request.POST.get("tracking_number", "").strip(),
        tracking_url=request.POST.get("tracking_url", "").strip(),
        user=request.user,
        now=now,
    )


def _quantities(request: HttpRequest, order: Order) -> dict[int, int]:
    lines = order.lines.values_list("pk", flat=True)
    return {line_id: _number(request, f"line-{line_id}", "0") for line_id in lines}


def _number(request: HttpRequest, name: str, default: str = "") -> int:
    found = read_key(request.POST.get(name, default).strip())
    if found is None:
        raise ShipmentRefused
    return found


def downloads(request: HttpRequest, order: Order, now: datetime) -> None:
    """The buyer may download everything again."""
    if not rights.renew(order_id=order.pk, **_facts(request, now)):
        raise TransitionRefused


ACTIONS = {
    "paid": mark_paid,
    "cancel": cancel,
    "complete": complete,
    "note": note,
    "ship": ship,
    "downloads": downloads,
}
