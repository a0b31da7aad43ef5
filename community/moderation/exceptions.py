"""Why something may not be reported, decided or written; `message` says it to whoever tried."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ModerationRefused(Exception):
    message: str | Promise = _("This is not possible.")


class NotReportable(ModerationRefused):
    message = _("This cannot be reported.")


class OwnThing(ModerationRefused):
    message = _("This is your own: you can change or delete it yourself.")


class NotPossible(ModerationRefused):
    message = _("This cannot be done to it.")


class Untouchable(ModerationRefused):
    message = _("Only an administrator may sanction people who work on the site.")


class Silenced(ModerationRefused):
    """The member may not write for now."""

    def __init__(self, until: object = None) -> None:
        if until is None:
            self.message = gettext("You may not write here any more. A mail told you why.")
        else:
            date = date_format(localtime(until), "DATETIME_FORMAT")  # type: ignore[arg-type]  # a moment
            self.message = gettext("You may not write here until %(date)s. A mail told you why.") % {"date": date}
        super().__init__(self.message)
