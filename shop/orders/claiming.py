"""Orders that were placed without an account come to the member who has confirmed their address."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.contrib.auth.signals import user_logged_in

from shop.orders.models import Order
from stoa.accounts import addresses
from stoa.accounts.models import User


def connect_signals() -> None:
    """Who signs up with an address that another service vouches for is logged in at once."""
    email_confirmed.connect(_address_confirmed, dispatch_uid="orders: claim at confirmation")
    user_logged_in.connect(_logged_in, dispatch_uid="orders: claim at log-in")


def claim(*, user: User) -> int:
    """Make the guest orders of their confirmed addresses theirs; how many there were. One query."""
    return Order.objects.filter(user=None, email__in=addresses.confirmed_of(user)).update(user=user)


def _address_confirmed(sender: Any, email_address: EmailAddress, **kwargs: Any) -> None:
    claim(user=email_address.user)


def _logged_in(sender: Any, user: User, **kwargs: Any) -> None:
    claim(user=user)
