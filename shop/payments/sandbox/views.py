"""The page on which one pays with test money. Stripe's own page stands there when money is real."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop.payments import registry
from shop.payments.exceptions import PaymentRefused
from shop.payments.sandbox.control import Control
from shop.payments.stripe.amounts import from_units
from stoa.core.view_heads import ViewHead

#: What the buttons send: what it does to the session at the sandbox, and how.
ACTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "pay": ("pay", {}),
    "more": ("pay", {"more": "200"}),
    "decline": ("decline", {}),
    "later": ("later", {"outcome": "succeed"}),
    "fail": ("later", {"outcome": "fail"}),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pay(request: HttpRequest, session: str) -> HttpResponse:
    """Succeed, pay too much, decline, pay later, or go back."""
    control = _control()
    try:
        if request.method == "POST":
            return _act(control, request, session)
        found = control.session(session)
    except PaymentRefused:
        raise Http404 from None
    if found["status"] != "open":
        return HttpResponseRedirect(found["success_url" if found["status"] == "complete" else "cancel_url"])
    return render(request, "payments/sandbox.html", _facts(request, found))


def _control() -> Control:
    for provider in registry.active():
        if provider.name == "sandbox":
            return Control(provider)
    raise Http404


def _act(control: Control, request: HttpRequest, session: str) -> HttpResponse:
    wish = request.POST.get("wish", "")
    found = control.session(session)
    if wish == "close":
        return HttpResponseRedirect(found["cancel_url"])
    if wish in ACTIONS and found["status"] == "open":
        action, how = ACTIONS[wish]
        found = control.act(session, action, **how)
    if found["status"] == "complete":
        return HttpResponseRedirect(found["success_url"])
    return redirect("sandbox_pay", session)


def _facts(request: HttpRequest, session: dict[str, Any]) -> dict[str, Any]:
    def money(units: int) -> Any:
        return from_units(units, session["currency"])

    sums, kept = session["total_details"], session["sandbox"]
    return {
        "session": session,
        "items": [(item["quantity"], item["name"], money(item["amount_total"])) for item in kept["items"]],
        "discount": money(sums["amount_discount"]),
        "shipping": money(sums["amount_shipping"]),
        "shipping_name": kept["shipping"],
        "total": money(session["amount_total"]),
        "declined": "declined" in kept,
        "head": ViewHead(request, title=_("Test payment"), robots="noindex"),
    }
