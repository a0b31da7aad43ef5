"""Why somebody cannot buy something in this way."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OrderRefused(Exception):
    """`message` says to the buyer why."""

    message: ClassVar[str | Promise] = ""


class CouponRefused(OrderRefused):
    """Unknown, ended, used up, somebody else's, for other goods: the message does not tell which."""

    message = _("This code cannot be used: it is unknown, has ended, or is not for what is in your cart.")


class TooManyCodes(OrderRefused):
    """Too many codes were tried; the request knows for how long to wait (`core.limits`)."""

    message = _("You have tried too many codes. Wait a while and try again.")
