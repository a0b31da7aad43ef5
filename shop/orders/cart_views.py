"""The cart: its page, and each change of it. Changes are made by POST, in place or as a plain form.

What is asked for by another way than POST (a reload, the language switch) leads to the cart.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from shop.orders import cart as carts
from shop.orders import cart_recommending, coupons, rate_limits, reading, tokens
from shop.orders.cart_answers import Wrong, added, ask_again, changed, say_added, show
from shop.orders.exceptions import CouponRefused, OrderRefused, QuantityRefused, TooManyCodes
from shop.orders.quoting import lines_in_categories
from shop.orders.visits import quote_for
from stoa.core.errors import too_many_requests
from stoa.core.fragments import is_in_place
from stoa.core.view_heads import ViewHead

View = Callable[[HttpRequest], HttpResponse]


def by_post(view: View) -> View:
    @never_cache
    @wraps(view)
    def change(request: HttpRequest) -> HttpResponse:
        return view(request) if request.method == "POST" else redirect("cart")

    return change


@require_safe
@never_cache
def cart(request: HttpRequest) -> HttpResponse:
    """What is in the cart, at today's prices."""
    return show(request)


@require_safe
@never_cache
def recommended(request: HttpRequest) -> HttpResponse:
    """What others bought with what is in the cart: below it in place, and a page of its own."""
    found = cart_recommending.for_cart(request)
    template = "catalogue/components/recommended.html" if is_in_place(request) else "orders/recommended.html"
    head = ViewHead(request, title=_("What goes with your cart"), robots="noindex")
    return render(request, template, {"recommended": found, "head": head})


# Its form stands on pages that are kept for everyone: a request without a token changes nothing, it is asked again.
@csrf_exempt  # nosemgrep: no-csrf-exempt -- the token is checked inside
@by_post
def add(request: HttpRequest) -> HttpResponse:
    """Put `quantity` of `offer` in."""
    if rate_limits.changes_too_fast(request):
        return too_many_requests(request)
    if not tokens.is_right(request):
        return ask_again(request)
    try:
        quantity = reading.quantity(request)
        offer_id = reading.offer_id(request)
        put = carts.add(request=request, offer_id=offer_id, quantity=quantity, now=timezone.now())
    except QuantityRefused as refusal:
        return ask_again(request, error=str(refusal.message))
    except OrderRefused as refusal:
        messages.error(request, str(refusal.message))
        return changed(request)
    say_added(request, put.left)
    return added(request, put.number)


@by_post
def change(request: HttpRequest) -> HttpResponse:
    """Let the line of `offer` hold `quantity`."""
    try:
        offer_id = reading.offer_id(request)
        carts.set_quantity(request=request, offer_id=offer_id, quantity=reading.quantity(request), now=timezone.now())
    except QuantityRefused as refusal:
        typed = request.POST.get("quantity", "")
        return show(request, Wrong(offer_id=offer_id, typed=typed, quantity=str(refusal.message)))
    except OrderRefused as refusal:
        messages.error(request, str(refusal.message))
    return changed(request)


@by_post
def remove(request: HttpRequest) -> HttpResponse:
    """Take the line of `offer` out."""
    try:
        carts.remove(request=request, offer_id=reading.offer_id(request), now=timezone.now())
    except OrderRefused as refusal:
        messages.error(request, str(refusal.message))
    return changed(request)


@by_post
def clear(request: HttpRequest) -> HttpResponse:
    """Take everything out."""
    carts.clear(request=request, now=timezone.now())
    return changed(request)


@by_post
def coupon(request: HttpRequest) -> HttpResponse:
    """Use the code that was typed; without one, none any more."""
    code = request.POST.get("code", "").strip()
    if not code:
        carts.set_coupon(request=request, code="", now=timezone.now())
        return changed(request)
    now = timezone.now()
    try:
        terms = coupons.enter(request, code, lines=lines_in_categories(quote_for(request).items), now=now)
    except (CouponRefused, TooManyCodes) as refusal:
        is_too_often = isinstance(refusal, TooManyCodes)
        return show(request, Wrong(typed=code, coupon=str(refusal.message), is_too_often=is_too_often))
    carts.set_coupon(request=request, code=terms.code, now=now)
    return changed(request)
