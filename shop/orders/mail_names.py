"""What staff call the mails about an order. Rooms above say what those are called that they owe."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_names: dict[str, str | Promise] = {
    "placed": _("Confirmation of the order"),
    "paid": _("Confirmation of the payment"),
    "shipped": _("News of a parcel"),
    "cancelled": _("News that the order was cancelled"),
}


def register(name: str, words: str | Promise) -> None:
    """Say what the mail `name` is called (`mailing.owe`); called in `AppConfig.ready`."""
    _names[name] = words


def in_words(name: str) -> str:
    """The bare name of a mail that nobody has named."""
    return str(_names.get(name, name))
