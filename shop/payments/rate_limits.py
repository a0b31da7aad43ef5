"""How often one address may begin to pay: each time a provider is asked."""

from django.conf import settings
from django.http import HttpRequest

from stoa.core import limits


def begins_too_often(request: HttpRequest) -> bool:
    """Count this one; True when it is one too many."""
    return limits.is_over(request, group="payments:begin", key="ip", rate=settings.PAYMENT_RATE)
