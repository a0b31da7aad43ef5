"""The last step: what the buyer has agreed to becomes an order, or a message that says what to do."""

import logging
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest

from shop.catalogue.exceptions import OutOfStock
from shop.orders import placing
from shop.orders.checkout.forms import AddressForm, FetchForm
from shop.orders.checkout.steps import Address, Contact, Review, Step
from shop.orders.checkout.visit import Visit
from shop.orders.exceptions import CartChanged, LinesRefused, OfferNotForSale
from shop.orders.models import Order, OrderAddress
from stoa.core import kept
from stoa.core.keyset import read_uuid
from stoa.core.money import Money

#: In the session: the keys of the orders that were placed in it, the newest last.
SESSION_KEY = "orders_placed"
REMEMBERED = 20

logger = logging.getLogger(__name__)


def submit(visit: Visit, steps: Sequence[Step], key: UUID) -> Order:
    """Place the order. Raises OrderRefused; LinesRefused where the review says which lines."""
    # In another tab something else may have come into the cart that costs the same, or another address.
    if visit.cart is None or visit.request.POST.get("cart_stamp") != visit.cart_stamp:
        raise CartChanged
    purchase = placing.Purchase(
        checkout_key=key,
        buyer=visit.buyer,
        total=_total(visit.request),
        addresses=_addresses(steps),
        note=_note(steps),
    )
    try:
        return placing.place(cart=visit.cart, purchase=purchase, now=visit.now, reading=visit.reading)
    except (OutOfStock, OfferNotForSale):
        raise LinesRefused from None
    except IntegrityError:
        # Whoever chose a way of delivery that was deleted a moment ago looks at those there are now.
        logger.exception("The order of cart %s was not placed", visit.cart.pk)
        kept.forget()
        raise CartChanged from None


def remember(request: HttpRequest, order: Order) -> None:
    """A guest who placed an order may see it in the same session; a member sees theirs anyway."""
    if order.user_id is not None:
        return
    keys = [key for key in placed_keys(request) if key != str(order.key)]
    request.session[SESSION_KEY] = [*keys, str(order.key)][-REMEMBERED:]


def placed_keys(request: HttpRequest) -> list[str]:
    """The keys of the orders placed in this session."""
    return list(request.session.get(SESSION_KEY, []))


def key_of(request: HttpRequest) -> UUID:
    """Of the cart that the buyer looked at. Raises CartChanged."""
    key = read_uuid(request.POST.get("checkout_key", ""))
    if key is None:
        raise CartChanged
    return key


def _total(request: HttpRequest) -> Money:
    """What the buyer saw; only compared, never asked. Raises CartChanged for what is no amount."""
    try:
        amount = Decimal(request.POST.get("total", "")[:40])
    except InvalidOperation:
        raise CartChanged from None
    if not amount.is_finite():
        raise CartChanged
    return Money(amount, request.POST.get("currency", "")[:3])


def _addresses(steps: Sequence[Step]) -> dict[str, dict[str, Any]]:
    """{kind: fields of OrderAddress}; every form is valid by now."""
    wanted = [form for step in steps if isinstance(step, Address) for form in step.forms]
    found = {form.kind: dict(form.cleaned_data) for form in wanted if isinstance(form, AddressForm | FetchForm)}
    return found or _named(steps)


def _named(steps: Sequence[Step]) -> dict[str, dict[str, Any]]:
    """Of somebody to whom nothing is sent: the name and the country are all that the invoice has."""
    for form in (form for step in steps if isinstance(step, Contact) for form in step.forms):
        if form.cleaned_data.get("name"):
            return {OrderAddress.BILLING: {name: form.cleaned_data[name] for name in ("name", "country")}}
    return {}


def _note(steps: Sequence[Step]) -> str:
    notes = [form.cleaned_data["note"] for step in steps if isinstance(step, Review) for form in step.forms]
    return notes[0] if notes else ""
