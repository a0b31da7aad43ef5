"""Why one member may not follow, mute or block another (messages for members), and what rooms can get wrong."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RelationRefused(Exception):
    """`message` says to the member why."""

    message: ClassVar[str | Promise] = ""


class WithOneself(RelationRefused):
    message = _("That is you.")


class Blocked(RelationRefused):
    """One of the two has blocked the other; which one, the message does not tell."""

    message = _("You cannot follow this member.")


class GoneMember(RelationRefused):
    message = _("This member is no longer here.")


class UnknownPartError(LookupError):
    """Members decide nothing about a part of this name."""
