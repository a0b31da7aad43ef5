"""The cart of whoever asks: a member's is theirs on every device, a visitor's is named by a key in their session.

Reading makes nothing. Every change locks the cart, so two tabs change it one after the other.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from shop.catalogue.models import Offer
from shop.orders.exceptions import CartFull, OfferNotForSale, QuantityRefused
from shop.orders.models import Cart, CartLine
from shop.orders.models.carts import MAX_LINES, MAX_QUANTITY
from stoa.accounts.models import User

SESSION_KEY = "cart"


def find(request: HttpRequest) -> Cart | None:
    """The cart, or None where nothing was put into one yet. One query, none for a visitor without."""
    if request.user.is_authenticated:
        return Cart.objects.filter(user=request.user).first()
    key = _session_key(request)
    return Cart.objects.filter(key=key, user=None).first() if key else None


@transaction.atomic
def add(*, request: HttpRequest, offer_id: int, quantity: int, now: datetime) -> CartLine:
    """Put so many more in, together at most 999 (what is beyond is left out).

    Raises OfferNotForSale, QuantityRefused, CartFull. What is too much for the stock is said in the cart, not here.
    """
    _check(quantity)
    offer = Offer.objects.for_sale(now).filter(pk=offer_id).first()
    if offer is None:
        raise OfferNotForSale
    cart = _locked_or_new(request, now)
    line = cart.lines.filter(offer=offer).first()
    if line is None and cart.lines.count() >= MAX_LINES:
        raise CartFull
    line = line or CartLine(cart=cart, offer=offer, quantity=0, added_at=now)
    line.quantity = min(line.quantity + quantity, MAX_QUANTITY)
    price = offer.price_at(now)
    line.price_seen, line.currency = price.amount, price.currency
    line.save()
    return line


@transaction.atomic
def set_quantity(*, request: HttpRequest, offer_id: int, quantity: int, now: datetime) -> None:
    """Let the line hold so many; a line that is gone stays gone. Raises QuantityRefused."""
    _check(quantity)
    cart = _locked(request, now)
    if cart is not None:
        cart.lines.filter(offer_id=offer_id).update(quantity=quantity)


@transaction.atomic
def remove(*, request: HttpRequest, offer_id: int, now: datetime) -> int:
    """Take a line out; answers how many were in it, 0 when it was not there."""
    cart = _locked(request, now)
    line = cart.lines.filter(offer_id=offer_id).first() if cart is not None else None
    if line is None:
        return 0
    line.delete()
    return line.quantity


@transaction.atomic
def clear(*, request: HttpRequest, now: datetime) -> None:
    """Take everything out, the coupon too."""
    cart = _locked(request, now)
    if cart is not None:
        empty(cart)


@transaction.atomic
def set_coupon(*, request: HttpRequest, code: str, now: datetime) -> None:
    """Keep a code that was accepted, or none (""); nothing without a cart."""
    cart = _locked(request, now)
    if cart is not None:
        cart.coupon_code = code
        cart.save(update_fields=["coupon_code"])


def empty(cart: Cart) -> None:
    """Take everything out of a locked cart."""
    cart.lines.all().delete()
    cart.coupon_code = ""
    cart.save(update_fields=["coupon_code"])


@transaction.atomic
def merge(*, key: UUID, user: User, now: datetime) -> None:
    """A visitor has logged in: what was in their cart comes into the member's, once, however many tabs ask.

    Quantities are added, at most 999; the visitor's coupon and what they entered come along where the member has none.
    """
    mine = _locked_of_user(user, now)
    theirs = Cart.objects.select_for_update().filter(key=key, user=None).first()
    if theirs is None:
        return
    lines = {line.offer_id: line for line in mine.lines.all()}
    for line in theirs.lines.order_by("pk"):
        before = lines.get(line.offer_id)
        if before is not None:
            before.quantity = min(before.quantity + line.quantity, MAX_QUANTITY)
            before.save(update_fields=["quantity"])
        elif len(lines) < MAX_LINES:
            line.cart = mine
            line.save(update_fields=["cart"])
            lines[line.offer_id] = line
    mine.coupon_code = mine.coupon_code or theirs.coupon_code
    mine.checkout = theirs.checkout | mine.checkout
    mine.save(update_fields=["coupon_code", "checkout"])
    theirs.delete()


def _check(quantity: int) -> None:
    if not 1 <= quantity <= MAX_QUANTITY:
        raise QuantityRefused


def _session_key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(str(request.session.get(SESSION_KEY, "")))
    except ValueError:
        return None


def _locked(request: HttpRequest, now: datetime) -> Cart | None:
    found = find(request)
    cart = Cart.objects.select_for_update().filter(pk=found.pk).first() if found else None
    if cart is not None:
        cart.changed_at = now
        cart.save(update_fields=["changed_at"])
    return cart


def _locked_or_new(request: HttpRequest, now: datetime) -> Cart:
    if request.user.is_authenticated:
        return _locked_of_user(request.user, now)
    cart = _locked(request, now)
    if cart is None:
        cart = Cart.objects.create(changed_at=now)
        request.session[SESSION_KEY] = str(cart.key)
    return cart


def _locked_of_user(user: User, now: datetime) -> Cart:
    cart, _is_new = Cart.objects.get_or_create(user=user, defaults={"changed_at": now})
    cart = Cart.objects.select_for_update().get(pk=cart.pk)
    cart.changed_at = now
    cart.save(update_fields=["changed_at"])
    return cart
