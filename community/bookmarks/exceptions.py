"""What can stop a bookmark, its picture or a file of bookmarks; the messages are for its owner."""

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


class FileRefused(BookmarkRefused):
    message = _("This is no file of bookmarks that we can read. Choose one that a browser or this site has exported.")


class FileTooLarge(FileRefused):
    message = _("This file is too large: at most 5 MB and 5,000 bookmarks.")


class FileTooFull(FileRefused):
    message = _(
        "This file sorts its bookmarks too much: at most 20,000 places in collections and 5,000 different tags. "
        "Divide it into several files."
    )


class PictureRefused(Exception):
    """The bytes are no picture that we take; `reason` is a Reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
