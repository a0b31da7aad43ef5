"""E-mail addresses: one spelling of each, and whose it is."""

import unicodedata
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress

    from stoa.accounts.models import User

#: Of what is kept: the columns are no longer.
MAX_LENGTH = 254


def normalised(address: str) -> str:
    """The one spelling under which an address is kept and compared: small letters, no spaces around, NFKC."""
    return unicodedata.normalize("NFKC", address).strip().lower()


def confirmed_of(user: "User") -> "QuerySet[EmailAddress, str]":
    """The addresses a member has confirmed, for a query of what somebody left under one of them."""
    addresses = apps.get_model("account", "EmailAddress").objects
    return addresses.filter(user_id=user.pk, verified=True).values_list(Lower("email"), flat=True)


def owner(address: str) -> "User | None":
    """Who has this address. One that somebody wants to change to, but has not confirmed, is nobody's yet."""
    users = apps.get_model("accounts", "User").objects
    is_confirmed = Q(emailaddress__email=address, emailaddress__verified=True)
    return users.filter(Q(email=address) | is_confirmed).order_by("pk").first()
