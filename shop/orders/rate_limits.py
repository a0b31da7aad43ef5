"""How often codes may be tried and carts changed, counted in the shared cache by account or session, and by address."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from stoa.accounts.addresses import normalised
from stoa.core import clients, limits


def is_guessing(request: HttpRequest) -> bool:
    """Count this try; True when its account, session or address has tried too many."""
    # Both are counted, so no short cut at the first that is full.
    full = [
        limits.is_over(request, group="orders:codes", key=_who, rate=settings.COUPON_RATE),
        limits.is_over(request, group="orders:codes:address", key="ip", rate=settings.COUPON_ADDRESS_RATE),
    ]
    return any(full)


def changes_too_fast(request: HttpRequest) -> bool:
    """Count something put into a cart; True when this address puts in too much at once."""
    return limits.is_over(request, group="orders:cart", key="ip", rate=settings.CART_RATE)


def orders_too_fast(request: HttpRequest, email: str) -> bool:
    """Count this try; True when too many came from here, or so many orders were placed with a guest's `email`."""
    full = [limits.is_over(request, group="orders:place", key="ip", rate=settings.ORDER_RATE)]
    if not request.user.is_authenticated:
        full.append(limits.is_used_up(request, **_of_guest(email)))
    return any(full)


def count_order(request: HttpRequest, email: str) -> None:
    """An order was placed: with a guest's `email` only so many are, each holds goods and sends a mail there.

    What places nothing does not count: else a stranger could shut an address out.
    """
    if not request.user.is_authenticated:
        limits.is_over(request, **_of_guest(email))


def asks_for_links_too_often(request: HttpRequest, key: UUID) -> bool:
    """Count this wish for a mail; True when too many were for this order, or came from this address."""
    full = [
        limits.is_over(request, group="orders:link", key=lambda group, asked: str(key), rate=settings.ORDER_LINK_RATE),
        limits.is_over(request, group="orders:link:address", key="ip", rate=settings.ORDER_LINK_ADDRESS_RATE),
    ]
    return any(full)


def _of_guest(email: str) -> dict[str, Any]:
    address = normalised(email)
    return {"group": "orders:email", "key": lambda group, request: address, "rate": settings.GUEST_ORDER_RATE}


def _who(group: str, request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"session:{request.session.session_key or clients.address(request)}"
