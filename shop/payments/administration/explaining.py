"""Saying for what money was that went back at the provider, in the admin: what, then what follows, then done, once."""

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

from shop.orders.exceptions import OrderRefused
from shop.orders.models import Invoice, InvoiceKind
from shop.payments import explaining, refund_plans
from shop.payments.administration.refunds import REASON_LENGTH, RIGHT, quantities_of
from shop.payments.exceptions import PaymentRefused
from shop.payments.models import Refund
from shop.payments.refund_plans import Plan
from stoa.core.money import Money, shown_money


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was typed into the form."""

    quantities: dict[int, int]
    with_shipping: bool
    gives_stock_back: bool
    is_reduction: bool
    reason: str


class ExplainView(View):
    """GET and POST; with "confirm" what the preview said is done. A refund is explained once, whoever clicks twice."""

    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        refund = get_object_or_404(Refund.objects.select_related("payment__order"), pk=kwargs["refund_id"])
        if not Refund.objects.unexplained().filter(pk=refund.pk).exists():
            messages.info(request, _("It is known for what this money went back."))
            return redirect("shop_orders:inspect", refund.payment.order_id)
        return super().dispatch(request, refund)

    def get(self, request: HttpRequest, refund: Refund) -> HttpResponse:
        nothing = Answer(quantities={}, with_shipping=False, gives_stock_back=False, is_reduction=False, reason="")
        return _form(request, refund, nothing)

    def post(self, request: HttpRequest, refund: Refund) -> HttpResponse:
        try:
            answer = _answer(request, refund)
            plan = _plan(refund, answer)
            if "confirm" not in request.POST:
                return _form(request, refund, answer, plan=plan)
            _act(request, refund, answer)
        except (PaymentRefused, OrderRefused) as refusal:
            messages.error(request, str(refusal.message))
            return redirect("shop_explain", refund.pk)
        messages.success(request, _("Done."))
        return redirect("shop_orders:inspect", refund.payment.order_id)


def _answer(request: HttpRequest, refund: Refund) -> Answer:
    return Answer(
        quantities=quantities_of(request, refund.payment.order),
        with_shipping="shipping" in request.POST,
        gives_stock_back="stock" in request.POST,
        is_reduction=request.POST.get("what") == "reduction",
        reason=request.POST.get("reason", "").strip()[:REASON_LENGTH],
    )


def _plan(refund: Refund, answer: Answer) -> Plan:
    if answer.is_reduction:
        return refund_plans.reduction(refund)
    return refund_plans.goods(refund, answer.quantities, with_shipping=answer.with_shipping)


def _act(request: HttpRequest, refund: Refund, answer: Answer) -> None:
    facts: dict[str, Any] = {"refund_id": refund.pk, "reason": answer.reason, "user": request.user}
    facts["now"] = timezone.now()
    if answer.is_reduction:
        explaining.as_reduction(**facts)
        return
    explaining.for_goods(
        quantities=answer.quantities,
        with_shipping=answer.with_shipping,
        gives_stock_back=answer.gives_stock_back,
        **facts,
    )


def _form(request: HttpRequest, refund: Refund, answer: Answer, *, plan: Plan | None = None) -> HttpResponse:
    order = refund.payment.order
    facts = {
        "refund": refund,
        "order": order,
        "answer": answer,
        "rows": [
            (line, refund_plans.left(line), answer.quantities.get(line.pk, 0))
            for line in order.lines.order_by("position")
        ],
        "shipping_left": Money(refund_plans.shipping_left(order), order.currency),
        "consequences": _consequences(plan, answer) if plan else [],
    }
    return render(request, "payments/administration/explain.html", facts)


def _consequences(plan: Plan, answer: Answer) -> list[str]:
    """All that follows, in sentences."""
    order = plan.order
    found = [_("No more money goes back: this has gone already.")]
    amounts = [(part.line.full_name, part.amount) for part in plan.parts] + [(_("Shipping"), plan.shipping)]
    found += [f"{name}: {shown_money(Money(amount, order.currency))}" for name, amount in amounts if amount]
    if Invoice.objects.filter(order=order, kind=InvoiceKind.INVOICE).exists():
        found.append(_("A credit note is made out and sent."))
    goods = [part for part in plan.parts if part.quantity]
    if answer.gives_stock_back:
        back = [part for part in goods if part.line.offer.stock is not None]
        facts = [{"number": part.quantity, "name": part.line.full_name} for part in back]
        found += [_("%(number)s × %(name)s go back into stock.") % each for each in facts]
    whole = [part.line for part in goods if part.quantity == refund_plans.left(part.line) and not part.line.ships]
    return found + [_("What was delivered for %(name)s ends.") % {"name": line.full_name} for line in whole]


urlpatterns = [path("shop/refund/explain/<int:refund_id>/", ExplainView.as_view(), name="shop_explain")]
