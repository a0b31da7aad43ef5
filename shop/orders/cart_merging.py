"""A visitor who logs in brings their cart along."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from shop.orders import cart as carts
from stoa.accounts.models import User


def connect_signals() -> None:
    user_logged_in.connect(_bring_cart, dispatch_uid="orders: bring the cart along")


def _bring_cart(sender: Any, user: User, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """The session outlives the log-in of a visitor, and with it the key of their cart."""
    key = carts.session_key(request) if request is not None and hasattr(request, "session") else None
    if request is None or key is None:
        return
    carts.merge(key=key, user=user, now=timezone.now())
    request.session.pop(carts.SESSION_KEY, None)
