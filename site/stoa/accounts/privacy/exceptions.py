"""What can be wrong with a wish to be forgotten."""

from django.utils.translation import gettext_lazy as _


class LastAdministratorError(Exception):
    """The site would be left without anybody who may do everything."""

    message = _("You are the last administrator: make somebody else one before you delete your account.")
