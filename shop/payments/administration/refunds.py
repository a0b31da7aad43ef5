"""Giving money back, in the admin: what, then a preview of all that follows, then done, once."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from shop.orders.models import Invoice, InvoiceKind, Order
from shop.payments import refund_plans, refunding, registry
from shop.payments.exceptions import PaymentRefused, RefundRefused
from shop.payments.models import Payment, PaymentState
from shop.payments.refund_plans import Plan
from stoa.core.keyset import read_uuid
from stoa.core.money import Money, shown_money

RIGHT = "payments.add_refund"
#: As long as the field.
REASON_LENGTH = 500
_QUANTITY = re.compile(r"[0-9]{1,5}\Z", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What was typed into the form."""

    quantities: dict[int, int]
    with_shipping: bool
    gives_stock_back: bool
    reason: str
    key: uuid.UUID


class RefundView(View):
    """GET and POST; with "confirm" what the preview said is done. The form's key makes two clicks one refund."""

    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except PaymentRefused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("shop_orders:inspect", kwargs["order_id"])

    def get(self, request: HttpRequest, order_id: int) -> HttpResponse:
        order, payment = _paid(order_id)
        nothing = Wishes(quantities={}, with_shipping=False, gives_stock_back=True, reason="", key=uuid.uuid4())
        return _form(request, order, payment, nothing)

    def post(self, request: HttpRequest, order_id: int) -> HttpResponse:
        order, payment = _paid(order_id, key=read_uuid(request.POST.get("key", "")))
        wishes = _wishes(request, order)
        if payment.refunds.filter(key=wishes.key).exists():
            return _done(request, order)
        plan = refund_plans.plan(order, payment, wishes.quantities, with_shipping=wishes.with_shipping)
        if "confirm" not in request.POST or request.POST.get("total") != str(plan.money.amount):
            return _form(request, order, payment, wishes, plan=plan)
        refunding.order_refund(
            plan=plan,
            key=wishes.key,
            reason=wishes.reason,
            gives_stock_back=wishes.gives_stock_back,
            user=request.user,
            now=timezone.now(),
        )
        return _done(request, order)


def _paid(order_id: int, key: uuid.UUID | None = None) -> tuple[Order, Payment]:
    """The order and the payment that can go back, or has just gone by this key. Raises RefundRefused."""
    order = get_object_or_404(Order, pk=order_id)
    payment = order.payments.filter(state=PaymentState.SETTLED).first()
    if payment is None and key is not None:
        payment = order.payments.filter(refunds__key=key).first()
    if payment is None:
        raise RefundRefused
    return order, payment


def quantities_of(request: HttpRequest, order: Order) -> dict[int, int]:
    """{line id: how many}, named "line-<id>" in the form. Raises RefundRefused for what is no number."""
    quantities = {}
    for line_id in order.lines.values_list("pk", flat=True):
        typed = request.POST.get(f"line-{line_id}", "").strip() or "0"
        if not _QUANTITY.match(typed):
            raise RefundRefused
        quantities[line_id] = int(typed)
    return quantities


def _wishes(request: HttpRequest, order: Order) -> Wishes:
    quantities = quantities_of(request, order)
    key = read_uuid(request.POST.get("key", ""))
    if key is None:
        raise RefundRefused
    return Wishes(
        quantities=quantities,
        with_shipping="shipping" in request.POST,
        gives_stock_back="stock" in request.POST,
        reason=request.POST.get("reason", "").strip()[:REASON_LENGTH],
        key=key,
    )


def _form(
    request: HttpRequest, order: Order, payment: Payment, wishes: Wishes, *, plan: Plan | None = None
) -> HttpResponse:
    lines = order.lines.order_by("position")
    facts = {
        "order": order,
        "payment": payment,
        "wishes": wishes,
        "rows": [(line, refund_plans.left(line), wishes.quantities.get(line.pk, 0)) for line in lines],
        "shipping_left": Money(refund_plans.shipping_left(order), order.currency),
        "plan": plan,
        "consequences": _consequences(plan, wishes) if plan else [],
    }
    return render(request, "payments/administration/refund.html", facts)


def _consequences(plan: Plan, wishes: Wishes) -> list[str]:
    """All that follows, in sentences."""
    order = plan.order
    provider = registry.giving_back(plan.payment.provider)
    found = [_("%(amount)s go back by: %(way)s.") % {"amount": shown_money(plan.money), "way": provider.label}]
    if provider.is_by_hand:
        found.append(_("Send the money yourself: nothing goes back by itself."))
    if Invoice.objects.filter(order=order, kind=InvoiceKind.INVOICE).exists():
        found.append(_("A credit note is made out and sent."))
    if wishes.gives_stock_back:
        found += [_("%(number)s × %(name)s go back into stock.") % _named(part) for part in _goods(plan)]
    whole = [part for part in plan.parts if part.quantity == refund_plans.left(part.line)]
    found += [_("What was delivered for %(name)s ends.") % _named(part) for part in whole if not part.line.ships]
    if plan.is_all:
        found.append(_("Everything has gone back then: the order becomes “refunded”."))
    if order.email:
        found.append(_("The buyer is told by mail: %s.") % order.email)
    return found


def _goods(plan: Plan) -> list[refund_plans.Part]:
    return [part for part in plan.parts if part.line.offer.stock is not None]


def _named(part: refund_plans.Part) -> dict[str, Any]:
    return {"number": part.quantity, "name": part.line.full_name}


def _done(request: HttpRequest, order: Order) -> HttpResponse:
    messages.success(request, _("The money goes back."))
    return redirect("shop_orders:inspect", order.pk)


urlpatterns = [path("shop/refund/<int:order_id>/", RefundView.as_view(), name="shop_refund")]
