"""Addresses as an envelope has them, line by line, in the active language; what is empty is left out."""

from dataclasses import dataclass

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from shop.orders.invoices.frozen import Party
from shop.orders.models import OrderAddress

#: Where the postcode stands behind town and state.
TOWN_FIRST = frozenset({"AU", "CA", "US"})


@dataclass(frozen=True)
class Envelope:
    """An address of an order and what it is for."""

    kind: str
    title: str
    lines: tuple[str, ...]
    phone: str


def envelope_of(address: OrderAddress, *, is_pick_up: bool) -> Envelope:
    """Nothing is left of an erased address, not even the country."""
    lines = lines_of(address) if address.name or address.street else ()
    return Envelope(address.kind, _title(address, is_pick_up=is_pick_up), lines, address.phone)


def lines_of(address: OrderAddress) -> tuple[str, ...]:
    """Who, where and under which VAT number."""
    lines = (address.name, address.company, *where_of(address), address.vat_number)
    return tuple(line for line in lines if line)


def where_of(address: OrderAddress | Party) -> tuple[str, ...]:
    """Street, town and country."""
    lines = (address.street, address.street_more, _town(address), country_name(address.country))
    return tuple(line for line in lines if line)


def _town(address: OrderAddress | Party) -> str:
    parts = [[address.postcode, address.city], [address.region]]
    if address.country in TOWN_FIRST:
        parts = [[address.city], [address.region, address.postcode]]
    return ", ".join(words for words in (" ".join(filter(None, part)) for part in parts) if words)


def _title(address: OrderAddress, *, is_pick_up: bool) -> str:
    if address.kind == OrderAddress.BILLING:
        return _("Invoice to")
    return _("Who fetches it") if is_pick_up else _("Delivery to")


def country_name(code: str) -> str:
    """In the active language."""
    locale = Locale.parse(to_locale(get_language() or settings.LANGUAGE_CODE))
    return locale.territories.get(code, code)
