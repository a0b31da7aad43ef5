"""How often mails may be wished for, counted in the shared cache by visitor and by the address that gets them."""

from django.http import HttpRequest

from stoa.accounts.addresses import normalised
from stoa.core import limits

RATE, ADDRESS_RATE = "20/h", "5/h"


def asks_too_often(request: HttpRequest, email: str = "") -> bool:
    """Count this wish; True when too many came from here, or went to this address."""
    # Both are counted, so no short cut at the first that is full.
    full = [limits.is_over(request, group="catalogue:alerts", key="ip", rate=RATE)]
    if email:
        address = normalised(email)
        group = "catalogue:alerts:address"
        full.append(limits.is_over(request, group=group, key=lambda group, asked: address, rate=ADDRESS_RATE))
    return any(full)
