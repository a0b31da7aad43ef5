"""How often one member may follow, mute and block, counted in the shared cache."""

from django.conf import settings
from django.http import HttpRequest

from stoa.core import limits


def is_over_limit(request: HttpRequest) -> bool:
    """Count this request; True when its member has changed their relations too often lately."""
    return limits.is_over(request, group="members:relations", key="user", rate=settings.RELATION_RATE)
