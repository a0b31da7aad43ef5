"""The cart of whoever asks: a member's is theirs on every device, a visitor's is named by a key in their session.

Reading makes nothing. Every change of a cart or its lines locks the cart and sets its `changed_at`, so two tabs change
it one after the other, and a cart with the same `changed_at` is still as it was read (but for the note of its order).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from shop.catalogue.closed import find_for_sale
from shop.catalogue.models import Offer
from shop.orders.exceptions import CartFull, OfferNotForSale, QuantityRefused
from shop.orders.models import Cart, CartLine
from shop.orders.models.carts import MAX_LINES, MAX_QUANTITY
from stoa.accounts.models import User
from stoa.core.keyset import read_uuid

SESSION_KEY = "cart"
#: The step of the checkout whose note is for one order only.
LAST_STEP = "review"
#: A visitor's cart that nobody has changed for so long is forgotten.
KEPT_FOR = timedelta(days=30)
SWEEP_AT_MOST = 500


@dataclass(frozen=True)
class Added:
    """So many pieces are in the cart now. `left` is how many of the offer there are where its line asks for more."""

    number: int
    left: int | None


def find(request: HttpRequest) -> Cart | None:
    """The cart, or None where nothing was put into one yet. One query, none for a visitor without."""
    return _carts(request).first()


def lines(request: HttpRequest) -> list[CartLine]:
    """What is in the cart in the order it was put in, each line with its offer and the cart. One query."""
    found = CartLine.objects.filter(cart__in=_carts(request)).select_related("cart", "offer")
    return list(found.order_by("added_at", "pk"))


def count(request: HttpRequest) -> int:
    """How many pieces are in the cart. One query."""
    return CartLine.objects.filter(cart__in=_carts(request)).aggregate(all=Sum("quantity"))["all"] or 0


@transaction.atomic
def add(*, request: HttpRequest, offer_id: int, quantity: int, now: datetime) -> Added:
    """Put so many more in, together at most 999 (what is beyond is left out).

    Raises OfferNotForSale, QuantityRefused, CartFull. What is too much for the stock is said, not refused.
    """
    _check(quantity)
    offer = find_offer(request, offer_id)
    cart = _locked_or_new(request, now)
    held = {line.offer_id: line for line in cart.lines.all()}
    if offer_id not in held and len(held) >= MAX_LINES:
        raise CartFull
    line = held.setdefault(offer_id, CartLine(cart=cart, offer=offer, quantity=0, added_at=now))
    line.quantity = min(line.quantity + quantity, MAX_QUANTITY)
    price = offer.price_at(now)
    line.price_seen, line.currency = price.amount, price.currency
    line.save()
    is_short = offer.left is not None and offer.left < line.quantity
    return Added(sum(line.quantity for line in held.values()), offer.left if is_short else None)


def find_offer(request: HttpRequest, offer_id: int) -> Offer:
    """What may be put into the cart by whoever asks. What lies in it may be bought, even if its page is closed later.

    Raises OfferNotForSale.
    """
    offer = find_for_sale(request, offer_id)
    if offer is None:
        raise OfferNotForSale
    return offer


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
        cart.lines.all().delete()
        cart.coupon_code = ""
        cart.save(update_fields=["coupon_code"])


@transaction.atomic
def set_coupon(*, request: HttpRequest, code: str, now: datetime) -> None:
    """Keep a code that was accepted, or none (""); nothing without a cart."""
    cart = _locked(request, now)
    if cart is not None:
        cart.coupon_code = code
        cart.save(update_fields=["coupon_code"])


@transaction.atomic
def keep(*, request: HttpRequest, step: str, entered: Mapping[str, Any], now: datetime) -> None:
    """Keep what was entered in a step of the checkout; nothing without a cart."""
    cart = _carts(request).select_for_update().first()
    if cart is not None:
        cart.checkout = cart.checkout | {step: dict(entered)}
        # The same order may be sent once more, as the buyer has looked at it: its note comes with it.
        cart.changed_at = cart.changed_at if step == LAST_STEP else now
        cart.save(update_fields=["checkout", "changed_at"])


def use(*, cart: Cart, checkout_key: UUID, now: datetime) -> bool:
    """Lock a cart for an order with this key, and make it ready for the next one; its lines are still in it.

    False when it is not as `cart` was read any more: it was ordered, changed or deleted meanwhile.
    """
    as_read = Cart.objects.filter(pk=cart.pk, checkout_key=checkout_key, changed_at=cart.changed_at)
    entered = {step: fields for step, fields in cart.checkout.items() if step != LAST_STEP}
    return bool(as_read.update(checkout_key=uuid4(), coupon_code="", checkout=entered, changed_at=now))


@transaction.atomic
def merge(*, key: UUID, user: User, now: datetime) -> None:
    """A visitor has logged in: what was in their cart comes into the member's, once, however many tabs ask.

    Quantities are added, at most as many as there are; the visitor's coupon and what they entered come along where the
    member has none.
    """
    mine = _locked_of_user(user, now)
    theirs = Cart.objects.select_for_update().filter(key=key, user=None).first()
    if theirs is None:
        return
    held = {line.offer_id: line for line in mine.lines.all()}
    for line in theirs.lines.select_related("offer").order_by("pk"):
        before = held.get(line.offer_id)
        if before is not None:
            before.quantity = min(before.quantity + line.quantity, _most(line.offer))
            before.save(update_fields=["quantity"])
        elif len(held) < MAX_LINES:
            line.cart = mine
            line.save(update_fields=["cart"])
            held[line.offer_id] = line
    mine.coupon_code = mine.coupon_code or theirs.coupon_code
    mine.checkout = theirs.checkout | mine.checkout
    mine.save(update_fields=["coupon_code", "checkout"])
    theirs.delete()


def forget_old() -> None:
    """Forget the carts that visitors left; a job of the sweep."""
    old = Cart.objects.filter(user=None, changed_at__lt=timezone.now() - KEPT_FOR).order_by("changed_at", "pk")
    Cart.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SWEEP_AT_MOST])).delete()


def session_key(request: HttpRequest) -> UUID | None:
    """The key of the visitor's cart, or None."""
    return read_uuid(str(request.session.get(SESSION_KEY, "")))


def _most(offer: Offer) -> int:
    """How many of an offer two carts may come to together."""
    return max(min(offer.left, MAX_QUANTITY), 1) if offer.left is not None else MAX_QUANTITY


def _check(quantity: int) -> None:
    if not 1 <= quantity <= MAX_QUANTITY:
        raise QuantityRefused


def _carts(request: HttpRequest) -> QuerySet[Cart]:
    """The one cart of whoever asks, if there is one."""
    if request.user.is_authenticated:
        return Cart.objects.filter(user=request.user)
    key = session_key(request)
    return Cart.objects.filter(key=key, user=None) if key else Cart.objects.none()


def _locked(request: HttpRequest, now: datetime) -> Cart | None:
    cart = _carts(request).select_for_update().first()
    return _touched(cart, now) if cart is not None else None


def _locked_or_new(request: HttpRequest, now: datetime) -> Cart:
    if request.user.is_authenticated:
        return _locked_of_user(request.user, now)
    cart = _locked(request, now)
    if cart is None:
        cart = Cart.objects.create(changed_at=now)
        request.session[SESSION_KEY] = str(cart.key)
    return cart


def _locked_of_user(user: User, now: datetime) -> Cart:
    mine = Cart.objects.select_for_update().filter(user=user)
    cart = mine.first()
    if cart is None:
        # Another tab may make it at the same moment.
        Cart.objects.get_or_create(user=user, defaults={"changed_at": now})
        cart = mine.get()
    return _touched(cart, now)


def _touched(cart: Cart, now: datetime) -> Cart:
    cart.changed_at = now
    cart.save(update_fields=["changed_at"])
    return cart
