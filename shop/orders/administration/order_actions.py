"""What staff do to an order, each by one call of the module that knows how; a refusal is said and nothing happens."""

import re
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
from shop.orders.exceptions import OrderRefused, ShipmentRefused
from shop.orders.models import Order

#: As long as the field of an event.
REASON_LENGTH = 500
_QUANTITY = re.compile(r"[0-9]{1,5}\Z", re.ASCII)


class OrderActionView(View):
    """POST only: paid, cancel, complete, note, ship."""

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
    settling.mark_paid(order_id=order.pk, **_facts(request, now))


def cancel(request: HttpRequest, order: Order, now: datetime) -> None:
    settling.cancel(order_id=order.pk, **_facts(request, now))


def complete(request: HttpRequest, order: Order, now: datetime) -> None:
    sending.complete(order_id=order.pk, **_facts(request, now))


@transaction.atomic
def note(request: HttpRequest, order: Order, now: datetime) -> None:
    """A line in the history that the buyer does not see."""
    facts = _facts(request, now)
    if not facts["reason"]:
        raise ValidationError(_("Write something."))
    states.note(order=states.locked(order.pk), name="note", **facts)


def ship(request: HttpRequest, order: Order, now: datetime) -> None:
    """The quantities are named "line-<id>"."""
    parcels = request.POST.get("parcels", "")
    if not _QUANTITY.match(parcels):
        raise ShipmentRefused
    sending.ship(
        order_id=order.pk,
        quantities=_quantities(request, order),
        carrier=request.POST.get("carrier", "").strip(),
        tracking_number=request.POST.get("tracking_number", "").strip(),
        tracking_url=request.POST.get("tracking_url", "").strip(),
        parcels_before=int(parcels),
        user=request.user,
        now=now,
    )


def _quantities(request: HttpRequest, order: Order) -> dict[int, int]:
    found = {}
    for line_id in order.lines.values_list("pk", flat=True):
        typed = request.POST.get(f"line-{line_id}", "0").strip()
        if not _QUANTITY.match(typed):
            raise ShipmentRefused
        found[line_id] = int(typed)
    return found


ACTIONS = {"paid": mark_paid, "cancel": cancel, "complete": complete, "note": note, "ship": ship}
