"""What staff do to an order, each by one call of the module that knows how; a refusal is said and nothing happens.

A form with a mistake comes back on the page of the order, with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from shop.catalogue.exceptions import OutOfStock
from shop.orders import sending, settling, states
from shop.orders.administration.order_forms import NoteForm, PaidForm, ReasonForm, ShipForm
from shop.orders.administration.order_page import OrderView
from shop.orders.downloads import rights
from shop.orders.exceptions import OrderRefused, ShipmentRefused, TransitionRefused
from shop.orders.models import Invoice, InvoiceKind, Order, State

#: What has happened in words, and buttons ((label, address) …) for what comes next.
Answer = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Action:
    """`form(request, order)` as it was sent; `act(order, form, facts)` does it, `facts` are user and now."""

    form: Callable[[HttpRequest, Order], Any]
    act: Callable[[Order, Any, dict[str, Any]], Answer]
    #: Does the page of the order show its form now, so that it can come back there? None: it never does.
    is_offered: Callable[[Order], bool] | None = None


class OrderActionView(View):
    """POST only: paid, cancel, complete, note, ship, downloads."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        if not request.user.has_perm("orders.change_order"):
            raise PermissionDenied
        order = get_object_or_404(Order, pk=pk)
        asked = ACTIONS.get(action)
        if asked is None:
            raise Http404
        form = asked.form(request, order)
        if not form.is_valid():
            return _refused(request, order, action, form)
        _do(request, order, asked, form)
        return redirect("shop_orders:inspect", pk)


def _do(request: HttpRequest, order: Order, asked: Action, form: Any) -> None:
    try:
        words, buttons = asked.act(order, form, {"user": request.user, "now": timezone.now()})
    except OutOfStock:
        messages.error(request, _("Not everything in this order is in stock any more. Nothing was changed."))
    except ShipmentRefused:
        messages.error(request, _("A parcel was sent since you looked: see below what is still to be shipped."))
    except OrderRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, words, buttons=[messages.button(url, label) for label, url in buttons])


def _refused(request: HttpRequest, order: Order, action: str, form: forms.Form) -> HttpResponse:
    """The form comes back where the order still has it; else what is wrong is said."""
    is_offered = ACTIONS[action].is_offered
    if is_offered is not None and not is_offered(order):
        messages.error(request, str(TransitionRefused.message))
    elif "parcels" in form.errors:
        messages.error(request, str(ShipmentRefused.message))
    elif is_offered is not None:
        messages.error(request, _("Nothing was changed: see in the form what is wrong."))
        view = OrderView(index_url_name="shop_orders:index", refused={action: form})
        view.setup(request, pk=order.pk)
        return view.get(request)
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("shop_orders:inspect", order.pk)


def _may_become(state: State) -> Callable[[Order], bool]:
    return lambda order: states.may_become(order, state)


def mark_paid(order: Order, form: PaidForm, facts: dict[str, Any]) -> Answer:
    """The money came by another way than a provider."""
    if not settling.mark_paid(order_id=order.pk, reason=form.cleaned_data["reason"], **facts):
        return _("It was paid before: nothing was changed."), []
    words = _("The order is paid.")
    invoice = Invoice.objects.filter(order=order, kind=InvoiceKind.INVOICE).first()
    if invoice is not None:
        words += " " + _("The invoice %s is made out.") % invoice.reference
    return words + _told(order), []


def cancel(order: Order, form: ReasonForm, facts: dict[str, Any]) -> Answer:
    """Give up an order that is not paid."""
    if not settling.cancel(order_id=order.pk, reason=form.cleaned_data["reason"], **facts):
        return _("It was cancelled before: nothing was changed."), []
    return _("The order is cancelled; what was held for it can be bought by others.") + _told(order), []


def complete(order: Order, form: ReasonForm, facts: dict[str, Any]) -> Answer:
    """It has arrived, or was fetched."""
    sending.complete(order_id=order.pk, reason=form.cleaned_data["reason"], **facts)
    return _("The order is completed."), []


@transaction.atomic
def note(order: Order, form: NoteForm, facts: dict[str, Any]) -> Answer:
    """A line in the history that the buyer does not see."""
    states.note(order=states.locked(order.pk), name="note", reason=form.cleaned_data["reason"], **facts)
    return _("The note is in the history."), []


def ship(order: Order, form: ShipForm, facts: dict[str, Any]) -> Answer:
    """A parcel leaves."""
    names = ("carrier", "tracking_number", "tracking_url")
    shipment = sending.ship(
        order_id=order.pk,
        quantities=form.quantities,
        parcels_before=form.cleaned_data["parcels"],
        **{name: form.cleaned_data[name] for name in names},
        **facts,
    )
    slip = f"{reverse('shop_orders:print')}?paper=slip&order={order.pk}&parcel={shipment.pk}"
    return _("The parcel is noted as sent.") + _told(order), [(_("Packing slip"), slip)]


def downloads(order: Order, form: ReasonForm, facts: dict[str, Any]) -> Answer:
    """The buyer may download everything again."""
    if not rights.renew(order_id=order.pk, reason=form.cleaned_data["reason"], **facts):
        raise TransitionRefused
    return _("The buyer can download all files again."), []


def _told(order: Order) -> str:
    return " " + _("The buyer is told by mail: %s.") % order.email if order.email else ""


def _reason(action: str, form: type[ReasonForm] = ReasonForm) -> Callable[[HttpRequest, Order], ReasonForm]:
    return lambda request, order: form(request.POST, auto_id=f"%s-{action}")


def _parcel(request: HttpRequest, order: Order) -> ShipForm:
    return ShipForm(request.POST, lines=order.lines.order_by("position"), auto_id="%s")


ACTIONS = {
    "paid": Action(_reason("paid", PaidForm), mark_paid, _may_become(State.PAID)),
    "cancel": Action(_reason("cancel"), cancel, _may_become(State.CANCELLED)),
    "complete": Action(_reason("complete"), complete, sending.may_complete),
    "note": Action(_reason("note", NoteForm), note),
    "ship": Action(_parcel, ship, sending.may_ship),
    "downloads": Action(_reason("downloads"), downloads),
}
