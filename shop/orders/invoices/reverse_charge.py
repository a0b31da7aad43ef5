"""When the buyer owes the tax, and the invoice must say so.

Directive 2006/112/EC, articles 44, 196 and 226 (11a): services to a business in another state of the European Union.
Goods that are shipped there are another matter, with another note, and the shop does not sell them without tax.
"""

from collections.abc import Iterable

from shop.orders.models import Order, OrderLine

#: Prefixes of VAT numbers: those of the 27 states, Greece's own.
_STATES = frozenset("AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())


def is_reverse_charge(*, order: Order, lines: Iterable[OrderLine], seller: str, buyer: str) -> bool:
    """No tax was asked, nothing is shipped, and both VAT numbers are of different states."""
    states = _state(seller), _state(buyer)
    return not order.tax and "" not in states and states[0] != states[1] and not any(line.ships for line in lines)


def _state(vat_number: str) -> str:
    """Empty for a number that is none of the European Union."""
    prefix = vat_number.strip()[:2].upper()
    return prefix if prefix in _STATES else ""
