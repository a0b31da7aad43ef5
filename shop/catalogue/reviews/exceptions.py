"""Why a review is not taken; `message` says it to its author."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReviewRefused(Exception):
    message: str | Promise = _("This review cannot be taken.")


class NotBought(ReviewRefused):
    message = _("Only who has bought it here and kept it can review it.")


class JustDeleted(ReviewRefused):
    """In another tab, at this very moment."""

    message = _("Your review has just been deleted. Send it once more to write it anew.")


class MayNotWrite(ReviewRefused):
    """The member is under a sanction; `message` says until when."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(message)
