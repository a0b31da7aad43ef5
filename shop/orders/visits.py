"""Who buys, as far as a request and what was entered in the checkout tell, and what their cart costs them."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django_countries import countries

from shop.orders import cart as carts
from shop.orders.checkout.countries import state
from shop.orders.models import Cart
from shop.orders.quoting import Buyer, Quote, Reading, quote
from stoa.accounts.addresses import normalised
from stoa.core.keyset import read_key

#: What the contact step keeps of a buyer who rather fetches the goods.
PICK_UP = "pick_up"


def quote_for(request: HttpRequest) -> Quote:
    """What the cart of `request` costs now, before anybody asks where it goes: that is the checkout's."""
    lines = carts.lines(request)
    cart = lines[0].cart if lines else None
    buyer = replace(buyer_of(request, cart), country="", region="", picks_up=False)
    return quote(cart=cart, buyer=buyer, now=timezone.now(), reading=Reading(lines=lines))


def buyer_of(request: HttpRequest, cart: Cart | None) -> Buyer:
    """What was entered may be wrong or old: only what can be true is taken, the checkout says what is wrong."""
    entered: dict[str, Any] = cart.checkout if cart is not None else {}
    contact, address = entered.get("contact", {}), entered.get("address", {})
    country = str(address.get("shipping-country") or contact.get("country") or "")
    return Buyer(
        language=get_language() or "",
        user=request.user,
        email=normalised(str(contact.get("email", "")).strip()),
        country=country if country in dict(countries) else "",
        picks_up=contact.get("way") == PICK_UP,
        region=_region(country, str(address.get("shipping-region", ""))),
        method_id=read_key(str(entered.get("delivery", {}).get("method", ""))),
    )


def _region(country: str, typed: str) -> str:
    try:
        return state(country, typed)
    except ValueError:
        return ""
