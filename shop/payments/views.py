"""Paying, for buyers. All private; only POST begins anything, and what the success page says decides nothing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.orders import opening
from shop.orders.models import Order
from shop.payments import attempts, given_back, rate_limits, registry, transfers
from shop.payments.exceptions import PaymentRefused, ProviderAway, UnderWay
from shop.payments.models import Payment, PaymentState
from stoa.core.errors import too_many_requests
from stoa.core.fragments import is_in_place
from stoa.core.money import Money
from stoa.core.view_heads import ViewHead


@require_safe
@never_cache
def pay(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose how to pay, and go there."""
    order = opening.find_or_404(request, key)
    if not order.is_waiting:
        return redirect(opening.path_to(request, "order", key))
    if _is_under_way(order):
        return redirect(opening.path_to(request, "payment_done", key))
    return _show(request, order)


@require_POST
@never_cache
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """On to where one pays. When the provider is away the order is kept, and one can try again."""
    order = opening.find_or_404(request, key)
    if rate_limits.begins_too_often(request, order):
        return too_many_requests(request)
    opening.remember_link(request, order)
    try:
        attempt = attempts.begin(order_id=order.pk, provider_name=request.POST.get("provider", ""), now=timezone.now())
    except UnderWay:
        return redirect("payment_done", key)
    except PaymentRefused as refusal:
        status = 503 if isinstance(refusal, ProviderAway) else 409
        return _show(request, opening.find_or_404(request, key), error=str(refusal.message), status=status)
    # An address that the provider has made, or a page of ours.
    return HttpResponseRedirect(attempt.url)


@require_safe
@never_cache
def done(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back from the provider: how it stands, asked again and again until it is decided."""
    order = opening.find_or_404(request, key)
    facts: dict[str, Any] = {"order": order, "outcome": outcome(order)}
    facts["returned"] = _returned(order, facts["outcome"])
    if is_in_place(request):
        return render(request, "payments/components/outcome.html", facts)
    head = ViewHead(request, title=_("Your payment"), robots="noindex")
    return render(request, "payments/done.html", facts | {"head": head})


@require_safe
@never_cache
def given_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """The buyer turned back; nothing was paid, and one can try again."""
    order = opening.find_or_404(request, key)
    if not order.is_waiting:
        return redirect(opening.path_to(request, "order", key))
    messages.info(request, _("You have not paid. Your order is kept: pay when you like, or in another way."))
    return redirect(opening.path_to(request, "payment", key))


@require_safe
@never_cache
def transfer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Account and reference for a bank transfer."""
    order = opening.find_or_404(request, key)
    awaited = transfers.awaited(order)
    if awaited is None:
        return redirect(opening.path_to(request, "order", key))
    head = ViewHead(request, title=_("Bank transfer"), robots="noindex")
    facts = {"order": order, "transfer": awaited, "head": head}
    return render(request, "payments/transfer.html", facts)


def outcome(order: Order) -> str:
    """ "paid", "pending", "held", "payable", "returned" (it could not be used), "given_back" (it was used before),
    "over", or "open" while nobody knows yet.
    """
    if order.is_settled:
        return "paid"
    states = set(order.payments.values_list("state", flat=True))
    if not order.is_waiting:
        states.discard(PaymentState.OPEN)
    found = next((word for state, word in OUTCOMES if state in states), "over")
    if found != "returned":
        return found
    if order.paid_at:
        return "given_back"
    return "payable" if order.is_waiting else found


#: The first that fits.
OUTCOMES = (
    (PaymentState.PENDING, "pending"),
    (PaymentState.HELD, "held"),
    (PaymentState.OPEN, "open"),
    (PaymentState.RETURNING, "returned"),
    (PaymentState.REFUNDED, "returned"),
)


def url_of(order: Order) -> str:
    """Where the buyer pays, in the language of the page that asks; empty when there is no way."""
    return reverse("payment", args=[order.key]) if registry.offered(order.total_money) else ""


def _returned(order: Order, outcome: str) -> Money | None:
    """What went back of the order's money, or else the last payment, of an outcome that names it."""
    if outcome == "given_back":
        back = given_back.of_order(order)
        return back.done + back.under_way
    if outcome != "payable":
        return None
    gone = order.payments.filter(state__in=[PaymentState.RETURNING, PaymentState.REFUNDED])
    newest = gone.order_by("-attempt").first()
    return newest.money if newest else None


def _is_under_way(order: Order) -> bool:
    return order.payments.under_way().exists()


def _show(request: HttpRequest, order: Order, *, error: str = "", status: int = 200) -> HttpResponse:
    begun = Payment.objects.filter(order=order, state=PaymentState.OPEN).exclude(url="")
    providers, refusals = registry.offered_for(order)
    facts = {
        "order": order,
        "providers": providers,
        "refusals": refusals,
        "begun": set(begun.values_list("provider", flat=True)),
        "error": error,
        "token": opening.token_of(request),
        "head": ViewHead(request, title=_("Pay"), robots="noindex"),
    }
    return render(request, "payments/pay.html", facts, status=status)
