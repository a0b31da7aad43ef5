"""The kinds of offers: goods and downloads here, others (courses) registered by the rooms that sell them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models import Offer

_kinds: dict[str, str | Promise] = {Offer.GOODS: _("goods"), Offer.DOWNLOAD: _("download")}


def register(kind: str, label: str | Promise) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _kinds[kind] = label


def names() -> list[str]:
    """As offers and the lines of orders have them."""
    return list(_kinds)


def label(kind: str) -> str | Promise:
    """What people call a kind."""
    return _kinds.get(kind, kind)


def choices() -> list[tuple[str, str | Promise]]:
    """(kind, label) of all, for forms."""
    return list(_kinds.items())
