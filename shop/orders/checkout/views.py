"""The pages of the checkout. All are private, and work without JavaScript."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shop.orders import cart as carts
from shop.orders import cart_count, opening, paying, placing, rate_limits
from shop.orders.checkout.steps import STEPS, Contact, Review, Step, first_open, steps_of
from shop.orders.checkout.submitting import key_of, remember, submit
from shop.orders.checkout.visit import Visit, visit_of
from shop.orders.contents import contents_of
from shop.orders.exceptions import NothingToBuy, OrderRefused
from shop.orders.models import Order
from stoa.core.errors import too_many_requests
from stoa.core.view_heads import ViewHead


@require_safe
@never_cache
def checkout(request: HttpRequest) -> HttpResponse:
    """On to the first step that is open."""
    visit = visit_of(request)
    if not visit.quote.items:
        return _nothing_to_buy(request)
    return redirect(first_open(steps_of(visit)).url)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One step: shown, entered, or left for the one before."""
    visit = visit_of(request)
    if name == Review.name and request.method == "POST" and (placed := _placed_before(visit)):
        return _thank(request, placed, carts.count(request))
    if not visit.quote.items:
        return _nothing_to_buy(request)
    steps = steps_of(visit)
    places = {each.name: place for place, each in enumerate(steps)}
    place = places.get(name, -1)
    if place < 0 or place > steps.index(first_open(steps)):
        return redirect("checkout")
    if request.method == "POST":
        return _enter(visit, steps, place)
    return _show(visit, steps, place)


@require_safe
@never_cache
def placed(request: HttpRequest, key: UUID) -> HttpResponse:
    """Thanks, for whoever placed the order."""
    order = opening.find_or_404(request, key)
    head = ViewHead(request, title=_("Thank you"), robots="noindex")
    return render(
        request, "orders/checkout/placed.html", {"order": order, "contents": contents_of(order), "head": head}
    )


def _enter(visit: Visit, steps: Sequence[Step], place: int) -> HttpResponse:
    """Keep what was typed; on if it is right, back if that was asked for."""
    request, here = visit.request, steps[place]
    typed = here.typed(request.POST.dict())
    here.__dict__["forms"] = here.forms_with(typed)
    if "back" in request.POST:
        here.keep(typed)
        return redirect(steps[place - 1].url if place else "cart")
    if not here.is_complete:
        return _show(visit, steps, place)
    if isinstance(here, Contact) and _asks_who_used_a_coupon(visit):
        return too_many_requests(request)
    if isinstance(here, Review):
        return _place(visit, steps, typed)
    here.keep(typed)
    # What was entered decides what comes next.
    following = steps_of(visit.again())
    return redirect(next((each for each in following if _is_after(each, here)), following[-1]).url)


def _asks_who_used_a_coupon(visit: Visit) -> bool:
    """With a code in the cart each address that is entered is answered: has it used that coupon?"""
    return bool(visit.cart and visit.cart.coupon_code) and rate_limits.is_guessing(visit.request)


def _place(visit: Visit, steps: Sequence[Step], typed: Mapping[str, str]) -> HttpResponse:
    request, review = visit.request, steps[-1]
    if rate_limits.orders_too_fast(request, visit.buyer.email):
        review.keep(typed)
        return too_many_requests(request)
    try:
        order = submit(visit, steps, key_of(request))
    except OrderRefused as refusal:
        review.keep(typed)
        again = visit_of(request)
        if not again.quote.items:
            return _nothing_to_buy(request)
        steps = steps_of(again)
        return _show(again, steps, len(steps) - 1, error=str(refusal.message))
    rate_limits.count_order(request, visit.buyer.email)
    return _thank(request, order, 0)


def _show(visit: Visit, steps: Sequence[Step], place: int, error: str = "") -> HttpResponse:
    here = steps[place]
    facts = {
        "visit": visit,
        "quote": visit.quote,
        "steps": steps,
        "here": here,
        "place": place + 1,
        "forms": here.forms,
        "error": error,
        "head": ViewHead(visit.request, title=str(here.label), robots="noindex"),
    }
    if isinstance(here, Review):
        facts["filled"] = {each.name: each for each in steps}
    return render(visit.request, here.template, facts)


def _placed_before(visit: Visit) -> Order | None:
    """The order of a second click or a second tab: the first one has emptied the cart, and given it another key."""
    cart = visit.cart
    try:
        key = key_of(visit.request)
    except OrderRefused:
        return None
    return placing.placed_from(cart, key) if cart is not None and cart.checkout_key != key else None


def _thank(request: HttpRequest, order: Order, left_in_cart: int) -> HttpResponse:
    remember(request, order)
    response = redirect(paying.url(order) or reverse("checkout_placed", args=[order.key]))
    cart_count.tell(request, response, left_in_cart)
    return response


def _nothing_to_buy(request: HttpRequest) -> HttpResponse:
    messages.error(request, str(NothingToBuy.message))
    return redirect("cart")


def _is_after(step: Step, other: Step) -> bool:
    return STEPS.index(type(step)) > STEPS.index(type(other))
