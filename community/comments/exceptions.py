"""What can stop a comment; the messages are for its author."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CommentRefused(Exception):
    """The comment is not taken; `message` tells its author why."""

    message = _("This comment cannot be taken.")


class CommentsClosed(CommentRefused):
    message = _("Comments are closed here.")


class NotAnswerable(CommentRefused):
    message = _("The comment you reply to is no longer here.")


class TooLateToEdit(CommentRefused):
    message = _("It is too late to change this comment.")


class BlockedHere(CommentRefused):
    message = _("You cannot comment here.")


class MayNotWrite(CommentRefused):
    """The member is under a sanction; `message` says until when."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message  # type: ignore[assignment]  # the classes above hold theirs lazily
        super().__init__(message)
