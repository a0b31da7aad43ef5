"""Where the page of an order is. Guests come by a signed link that ends; members log in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from shop.orders.models import Order
from stoa.core import sites

_SALT = "orders.link"


def url(order: Order) -> str:
    """The absolute address of the order's page in its buyer's language, for a mail to them."""
    query = None if order.user_id else {"token": token(order)}
    with translation.override(order.language or settings.LANGUAGE_CODE):
        return sites.absolute(reverse("order", args=[order.key], query=query))


def token(order: Order) -> str:
    """Good for ORDER_LINK_DAYS, and only while the order belongs to this address."""
    return signing.dumps([str(order.key), order.email], salt=_SALT)


def is_good(order: Order, token: str) -> bool:
    """Was the token made here for this order, not too long ago?"""
    try:
        found = signing.loads(token, salt=_SALT, max_age=settings.ORDER_LINK_DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return False
    return bool(order.email) and found == [str(order.key), order.email]
