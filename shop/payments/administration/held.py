"""A held payment in the admin: what may be done, all that follows from it, then done, once."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shop.payments import held, registry
from shop.payments.administration.previews import REASON_LENGTH, PreviewView
from shop.payments.exceptions import NobodySays, PaymentRefused
from shop.payments.models import Payment, PaymentState
from stoa.core.money import Money, shown_money


@dataclass(frozen=True)
class Action:
    """What a person may decide. `consequences(payment)` in sentences; `act` is a function of `held`."""

    label: str | Promise
    consequences: Callable[[Payment], list[str]]
    act: Callable[..., Payment]


class HeldView(PreviewView):
    """What is done already is not done again."""

    template_name = "payments/administration/held.html"

    def get(self, request: HttpRequest, *args: Any, pk: int, action: str, **kwargs: Any) -> HttpResponse:
        payment = _payment(pk, action)
        if action not in _possible(payment):
            return redirect("shop_payments:inspect", pk)
        return self._show(payment, action)

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        payment = _payment(pk, action)
        facts: dict[str, Any] = {"payment_id": payment.pk, "user": request.user, "now": timezone.now()}
        facts["reason"] = request.POST.get("reason", "").strip()[:REASON_LENGTH]
        if action == "close":
            facts["unanswered"] = "unanswered" in request.POST
        else:
            facts["seen"] = Money(_amount(request.POST.get("seen", "")), payment.currency)
        try:
            ACTIONS[action].act(**facts)
        except NobodySays as refusal:
            return self._show(payment, action, warning=str(refusal.message))
        except PaymentRefused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Done."))
        return redirect("shop_payments:inspect", pk)

    def _show(self, payment: Payment, action: str, *, warning: str = "") -> HttpResponse:
        chosen = ACTIONS[action]
        self.page_title = chosen.label
        facts = {"consequences": chosen.consequences(payment), "confirm": chosen.label}
        return self.show(payment.order, payment=payment, warning=warning, takes_away=action != "accept", **facts)


def buttons(payment: Payment) -> tuple[list[tuple[str, str | Promise]], str]:
    """((address, label) of what may be done with a payment and its order, why its money cannot count or "")."""
    if payment.state != PaymentState.HELD:
        return [], ""
    refusal = held.why_not(payment.order, payment) if payment.has_come else None
    found = [(reverse("shop_held", args=[payment.pk, name]), ACTIONS[name].label) for name in _possible(payment)]
    return found, str(refusal.message) if refusal else ""


def _possible(payment: Payment) -> list[str]:
    """The names of what may be done."""
    if payment.state != PaymentState.HELD:
        return []
    if not payment.has_come:
        return ["close"]
    return ["give-back"] if held.why_not(payment.order, payment) else ["accept", "give-back"]


def _payment(pk: int, action: str) -> Payment:
    if action not in ACTIONS:
        raise Http404
    return get_object_or_404(Payment.objects.select_related("order"), pk=pk)


def _amount(text: str) -> Decimal:
    """What nobody has seen where it is no amount."""
    try:
        found = Decimal(text[:30])
    except InvalidOperation:
        return Decimal(-1)
    return found if found.is_finite() else Decimal(-1)


def _if_accepted(payment: Payment) -> list[str]:
    order, total = payment.order, payment.order.total_money
    rest = payment.left - total
    words = {"left": shown_money(payment.left), "total": shown_money(total), "number": order.number}
    found = [
        _("%(left)s count as the payment of order %(number)s: it is paid then.") % words,
        _("The invoice is made out about what the order costs, %(total)s, and sent.") % words,
    ]
    if rest:
        found.append(_("%(rest)s came above that and go back by: %(way)s.") % _rest(payment, rest))
    return [*found, *_mail(payment)]


def _if_given_back(payment: Payment) -> list[str]:
    found = [_("%(rest)s go back by: %(way)s.") % _rest(payment, payment.left)]
    if _is_awaited(payment):
        found += _kept(payment)
    elif not payment.order.is_settled:
        found.append(_("The order does not wait for a payment any more: it becomes “refunded”."))
    return [*found, *_mail(payment)]


def _if_closed(payment: Payment) -> list[str]:
    found = [_("The payment service is asked once more: where money has come after all, nothing is closed.")]
    if _is_awaited(payment):
        found += [*_kept(payment), *_mail(payment)]
    return found


def _kept(payment: Payment) -> list[str]:
    """Nothing to say while another payment of the order is under way: it waits for that one."""
    if payment.order.payments.under_way().exclude(pk=payment.pk).exists():
        return []
    hours = settings.PAYMENT_HOURS
    kept = ngettext(
        "The order is kept for %(hours)s hour: the buyer can pay it once more.",
        "The order is kept for %(hours)s hours: the buyer can pay it once more.",
        hours,
    )
    return [kept % {"hours": hours}]


def _is_awaited(payment: Payment) -> bool:
    """Does its order wait for a payment?"""
    return payment.order.is_waiting and payment.order.expires_at > timezone.now()


def _rest(payment: Payment, rest: Money) -> dict[str, str]:
    return {"rest": shown_money(rest), "way": registry.label(payment.provider)}


def _mail(payment: Payment) -> list[str]:
    return [_("The buyer is told by mail: %s.") % payment.order.email] if payment.order.email else []


ACTIONS = {
    "accept": Action(gettext_lazy("Accept"), _if_accepted, held.accept),
    "give-back": Action(gettext_lazy("Give back"), _if_given_back, held.give_back),
    "close": Action(gettext_lazy("Close"), _if_closed, held.close),
}
urlpatterns = [path("shop/held/<int:pk>/<slug:action>/", HeldView.as_view(), name="shop_held")]
