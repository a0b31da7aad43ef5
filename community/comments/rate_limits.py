"""How often one visitor may write comments, counted in the shared cache by address and by member."""

from django.conf import settings
from django.http import HttpRequest

from stoa.core import limits


def is_over_limit(request: HttpRequest) -> bool:
    """Count this request; True when its address or its member has written too much lately."""
    keys = ["ip", "user"] if request.user.is_authenticated else ["ip"]
    # Every key is counted, so no short cut at the first that is full.
    full = [_count(request, key) for key in keys]
    return any(full)


def _count(request: HttpRequest, key: str) -> bool:
    return limits.is_over(request, group=f"comments:{key}", key=key, rate=settings.COMMENT_RATE)
