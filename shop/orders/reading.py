"""What forms of the cart send, read strictly. Anybody may have typed it."""

import re

from django.http import HttpRequest

from shop.orders.exceptions import OfferNotForSale, QuantityRefused
from stoa.core.keyset import read_key

#: Digits as ASCII has them, no more than the quantity of a line may have.
_QUANTITY = re.compile(r"0{0,3}[0-9]{1,3}\Z", re.ASCII)


def quantity(request: HttpRequest) -> int:
    """Raises QuantityRefused for anything but one whole number from 1 to 999."""
    typed = request.POST.getlist("quantity")
    if len(typed) != 1 or not _QUANTITY.match(typed[0].strip()) or not int(typed[0]):
        raise QuantityRefused
    return int(typed[0])


def offer_id(request: HttpRequest) -> int:
    """Raises OfferNotForSale for what cannot be the number of an offer."""
    found = read_key(request.POST.get("offer", ""))
    if found is None:
        raise OfferNotForSale
    return found
