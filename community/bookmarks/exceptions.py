"""What can stop a bookmark; the messages are for its owner."""

from django.utils.translation import gettext_lazy as _


class BookmarkRefused(Exception):
    """The bookmark is not taken; `message` tells its owner why."""

    message = _("This bookmark cannot be taken.")


class OwnerGone(BookmarkRefused):
    message = _("This account is closed.")


class BookmarkGone(BookmarkRefused):
    message = _("This bookmark is no longer here.")


class SavedAlready(BookmarkRefused):
    message = _("You have saved this address already.")


class NameTaken(BookmarkRefused):
    message = _("You have a collection of this name already.")


class TooLateToUndo(BookmarkRefused):
    message = _("It is too late to bring these bookmarks back.")


class TooManyCollections(BookmarkRefused):
    message = _("You have as many collections as there can be.")
