"""Saying for what money was that went back at the provider, in the admin: what, then what follows, then done, once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.orders.exceptions import OrderRefused
from shop.orders.models import Invoice, InvoiceKind
from shop.payments import explaining, refund_plans
from shop.payments.administration.previews import PreviewView
from shop.payments.administration.refunds import RefundForm, facts_of
from shop.payments.exceptions import PaymentRefused
from shop.payments.models import Refund
from shop.payments.refund_plans import Plan
from stoa.core.money import Money, shown_money

GOODS, REDUCTION = "goods", "reduction"


class ExplainForm(RefundForm):
    """The same, and whether it was for goods at all; without that it was."""

    what = forms.ChoiceField(choices=[(GOODS, GOODS), (REDUCTION, REDUCTION)], required=False, initial=GOODS)

    @property
    def is_reduction(self) -> bool:
        return self["what"].value() == REDUCTION


class ExplainView(PreviewView):
    """With "confirm" what the preview said is done, and what it did not say is previewed first.

    A refund is explained once, whoever clicks twice.
    """

    template_name = "payments/administration/explain.html"
    page_title = gettext_lazy("For what money went back")

    def get(self, request: HttpRequest, *args: Any, refund_id: int, **kwargs: Any) -> HttpResponse:
        refund = _refund(refund_id)
        if not _is_unexplained(refund):
            return _known(request, refund)
        return self._show(refund, ExplainForm(order=refund.payment.order))

    def post(self, request: HttpRequest, refund_id: int) -> HttpResponse:
        refund = _refund(refund_id)
        if not _is_unexplained(refund):
            return _known(request, refund)
        form = ExplainForm(request.POST, order=refund.payment.order)
        try:
            plan = _planned(refund, form)
            if plan is None or "confirm" not in request.POST or request.POST.get("seen") != _seen(plan, form):
                return self._show(refund, form, plan=plan)
            _act(request, refund, form)
        except (PaymentRefused, OrderRefused) as refusal:
            form.add_error(None, str(refusal.message))
            return self._show(refund, form)
        messages.success(request, _("Done."))
        return redirect("shop_orders:inspect", refund.payment.order_id)

    def _show(self, refund: Refund, form: ExplainForm, *, plan: Plan | None = None) -> HttpResponse:
        return self.show(
            form.order,
            refund=refund,
            seen=_seen(plan, form) if plan else "",
            consequences=_consequences(plan, gives_stock_back=form.cleaned_data["stock"]) if plan else [],
            confirm=_("Make out the credit note"),
            **facts_of(form),
        )


def _refund(pk: int) -> Refund:
    return get_object_or_404(Refund.objects.select_related("payment__order"), pk=pk)


def _is_unexplained(refund: Refund) -> bool:
    return Refund.objects.unexplained().filter(pk=refund.pk).exists()


def _known(request: HttpRequest, refund: Refund) -> HttpResponse:
    messages.info(request, _("It is known for what this money went back."))
    return redirect("shop_orders:inspect", refund.payment.order_id)


def _planned(refund: Refund, form: ExplainForm) -> Plan | None:
    """What it was for, if that was written without a mistake. Raises RefundRefused, SumDiffers."""
    if not form.is_valid():
        return None
    if form.is_reduction:
        return refund_plans.reduction(refund)
    return refund_plans.goods(refund, form.quantities, with_shipping=form.cleaned_data["shipping"])


def _seen(plan: Plan, form: ExplainForm) -> str:
    """All that a preview is of: the confirming button sends it along, so nothing else can be confirmed."""
    parts = [f"{part.line.pk}:{part.quantity}:{part.amount}" for part in plan.parts]
    what = REDUCTION if form.is_reduction else GOODS
    return " ".join([what, *parts, str(plan.shipping), "stock" if form.cleaned_data["stock"] else ""])


def _act(request: HttpRequest, refund: Refund, form: ExplainForm) -> None:
    typed = form.cleaned_data
    facts: dict[str, Any] = {"refund_id": refund.pk, "reason": typed["reason"], "user": request.user}
    facts["now"] = timezone.now()
    if form.is_reduction:
        explaining.as_reduction(**facts)
        return
    explaining.for_goods(
        quantities=form.quantities, with_shipping=typed["shipping"], gives_stock_back=typed["stock"], **facts
    )


def _consequences(plan: Plan, *, gives_stock_back: bool) -> list[str]:
    """All that follows, in sentences."""
    order = plan.order
    found = [_("No more money goes back: this has gone already.")]
    amounts = [(part.line.full_name, part.amount) for part in plan.parts] + [(_("Shipping"), plan.shipping)]
    found += [f"{name}: {shown_money(Money(amount, order.currency))}" for name, amount in amounts if amount]
    if Invoice.objects.filter(order=order, kind=InvoiceKind.INVOICE).exists():
        found.append(_("A credit note is made out and sent."))
    goods = [part for part in plan.parts if part.quantity]
    if gives_stock_back:
        back = [part for part in goods if part.line.offer.stock is not None]
        facts = [{"number": part.quantity, "name": part.line.full_name} for part in back]
        found += [_("%(number)s × %(name)s go back into stock.") % each for each in facts]
    whole = [part.line for part in goods if part.quantity == refund_plans.left(part.line) and not part.line.ships]
    return found + [_("What was delivered for %(name)s ends.") % {"name": line.full_name} for line in whole]


urlpatterns = [path("shop/refund/explain/<int:refund_id>/", ExplainView.as_view(), name="shop_explain")]
