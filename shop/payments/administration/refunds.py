"""Giving money back, in the admin: what, then a preview of all that follows, then done, once."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from shop.orders.models import Invoice, InvoiceKind, Order, OrderLine
from shop.payments import refund_plans, refunding, registry
from shop.payments.administration.previews import REASON_LENGTH, RIGHT, PreviewView
from shop.payments.exceptions import NothingPaid, PaymentRefused, RefundRefused
from shop.payments.models import Payment, PaymentState, Refund, RefundState
from shop.payments.refund_plans import Plan
from stoa.core.keyset import read_uuid
from stoa.core.money import Money, shown_money


class RefundForm(forms.Form):
    """How many of each line, named "line-<id>", and what else goes back."""

    shipping = forms.BooleanField(required=False)
    stock = forms.BooleanField(label=gettext_lazy("Goods go back into stock"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason, also on the credit note"), max_length=REASON_LENGTH, required=False
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s"} | kwargs)
        self.order = order
        self.lines = {f"line-{line.pk}": line for line in order.lines.order_by("position")}
        for name, line in self.lines.items():
            self.fields[name] = _quantity(line)

    @property
    def quantities(self) -> dict[int, int]:
        """{line id: how many}, of a form without mistakes."""
        return {line.pk: self.cleaned_data[name] or 0 for name, line in self.lines.items()}


def _quantity(line: OrderLine) -> forms.IntegerField:
    most = refund_plans.left(line)
    wrong = _("Enter a whole number from 0 to %(most)s.") % {"most": most}
    return forms.IntegerField(
        label=line.full_name,
        min_value=0,
        max_value=most,
        initial=0,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class RefundView(PreviewView):
    """With "confirm" what the preview said is done. The form's key makes two clicks one refund."""

    template_name = "payments/administration/refund.html"
    page_title = gettext_lazy("Give money back")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PaymentRefused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("shop_orders:inspect", kwargs["order_id"])

    def get(self, request: HttpRequest, *args: Any, order_id: int, **kwargs: Any) -> HttpResponse:
        order, payment = _paid(order_id)
        form = RefundForm(order=order, initial={"stock": True})
        return self._show(payment, form, uuid.uuid4())

    def post(self, request: HttpRequest, order_id: int) -> HttpResponse:
        key = read_uuid(request.POST.get("key", ""))
        order, payment = _paid(order_id, key=key)
        if key is None:
            raise RefundRefused
        if payment.refunds.filter(key=key).exists():
            return _done(request, payment, key)
        form = RefundForm(request.POST, order=order)
        try:
            plan = _planned(order, payment, form)
            if plan is not None and "confirm" in request.POST and request.POST.get("total") == str(plan.money.amount):
                _give_back(request, plan, form, key)
                return _done(request, payment, key)
        except RefundRefused as refusal:
            form.add_error(None, str(refusal.message))
            plan = None
        return self._show(payment, form, key, plan=plan)

    def _show(self, payment: Payment, form: RefundForm, key: uuid.UUID, *, plan: Plan | None = None) -> HttpResponse:
        total = plan.money if plan else None
        return self.show(
            form.order,
            payment=payment,
            key=key,
            total=total,
            consequences=_consequences(plan, gives_stock_back=form.cleaned_data["stock"]) if plan else [],
            confirm=_("Give back %(amount)s") % {"amount": shown_money(total)} if total else "",
            takes_away=True,
            **facts_of(form),
        )


def _planned(order: Order, payment: Payment, form: RefundForm) -> Plan | None:
    """What is wished, if it was written without a mistake. Raises RefundRefused for more than there is, and nothing."""
    if not form.is_valid():
        return None
    return refund_plans.plan(order, payment, form.quantities, with_shipping=form.cleaned_data["shipping"])


def _give_back(request: HttpRequest, plan: Plan, form: RefundForm, key: uuid.UUID) -> None:
    refunding.order_refund(
        plan=plan,
        key=key,
        reason=form.cleaned_data["reason"],
        gives_stock_back=form.cleaned_data["stock"],
        user=request.user,
        now=timezone.now(),
    )


def _paid(order_id: int, key: uuid.UUID | None = None) -> tuple[Order, Payment]:
    """The order and the payment that can go back, or has just gone by this key. Raises RefundRefused."""
    order = get_object_or_404(Order, pk=order_id)
    payment = order.payments.filter(state=PaymentState.SETTLED).first()
    if payment is None and key is not None:
        payment = order.payments.filter(refunds__key=key).first()
    if payment is None:
        raise NothingPaid
    return order, payment


def facts_of(form: RefundForm) -> dict[str, Any]:
    """What the page shows of an order whose money goes back."""
    return {
        "form": form,
        "rows": [(line, refund_plans.left(line), form[name]) for name, line in form.lines.items()],
        "shipping_left": Money(refund_plans.shipping_left(form.order), form.order.currency),
    }


def _consequences(plan: Plan, *, gives_stock_back: bool) -> list[str]:
    """All that follows, in sentences."""
    order = plan.order
    provider = registry.giving_back(plan.payment.provider)
    found = [_("%(amount)s go back by: %(way)s.") % {"amount": shown_money(plan.money), "way": provider.label}]
    if provider.is_by_hand:
        found.append(_("Send the money yourself: nothing goes back by itself."))
    if Invoice.objects.filter(order=order, kind=InvoiceKind.INVOICE).exists():
        found.append(_("A credit note is made out and sent."))
    if gives_stock_back:
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


def _done(request: HttpRequest, payment: Payment, key: uuid.UUID) -> HttpResponse:
    """What has happened, and what comes next."""
    refund = payment.refunds.get(key=key)
    facts = {"amount": shown_money(refund.money), "way": registry.label(payment.provider)}
    if refund.state == RefundState.FAILED:
        messages.error(request, _("%(amount)s could not be given back: see below why.") % facts)
    elif payment.provider in registry.by_hand():
        messages.warning(request, _("%(amount)s are noted as given back. Now send the money yourself.") % facts)
    elif refund.state == RefundState.DONE:
        messages.success(request, _("%(amount)s have gone back by: %(way)s.") % facts)
    else:
        words = _(
            "%(amount)s are on their way back by: %(way)s. As soon as the payment service has taken them the credit "
            "note is made out and the order moves on."
        )
        messages.success(request, words % facts)
    return redirect("shop_orders:inspect", payment.order_id)


class SentView(View):
    """POST: somebody has sent the transfer of a refund; once, whoever clicks twice."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, refund_id: int) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        refund = get_object_or_404(Refund.objects.select_related("payment"), pk=refund_id)
        if refunding.note_sent(refund_id=refund.pk, user=request.user, now=timezone.now()):
            messages.success(request, _("%s are noted as sent.") % shown_money(refund.money))
        else:
            messages.info(request, _("There is nothing to send any more."))
        return redirect("shop_orders:inspect", refund.payment.order_id)


urlpatterns = [
    path("shop/refund/<int:order_id>/", RefundView.as_view(), name="shop_refund"),
    path("shop/refund/sent/<int:refund_id>/", SentView.as_view(), name="shop_refund_sent"),
]
