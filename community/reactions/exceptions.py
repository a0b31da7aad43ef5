"""Why a member may not react to something, and what can be missing to count it."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReactionRefused(Exception):
    """`message` says to the member why."""

    message: ClassVar[str | Promise] = ""


class NotLikable(ReactionRefused):
    message = _("This cannot be liked.")


class OwnThing(ReactionRefused):
    """Of a kind that only others may like."""

    message = _("This is your own: others say what they think of it.")


class Blocked(ReactionRefused):
    """One of the two has blocked the other; which one, the message does not tell."""

    message = _("You cannot like this.")


class Unavailable(Exception):
    """There is no Redis, or it does not answer."""
