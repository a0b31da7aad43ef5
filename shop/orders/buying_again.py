"""What was bought once comes into the cart again, as far as it is still for sale."""

from datetime import datetime

from django.http import HttpRequest

from shop.orders import cart as carts
from shop.orders.exceptions import CartFull, OfferNotForSale
from shop.orders.models import Order


def buy_again(*, request: HttpRequest, order: Order, now: datetime) -> tuple[int, int]:
    """(lines put into the cart, lines of the order)."""
    lines = list(order.lines.order_by("position").values_list("offer_id", "quantity"))
    added = 0
    for offer_id, quantity in lines:
        try:
            carts.add(request=request, offer_id=offer_id, quantity=quantity, now=now)
        except OfferNotForSale:
            continue
        except CartFull:
            break
        added += 1
    return added, len(lines)
