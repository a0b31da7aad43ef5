"""How often one member may like, and one address may report views; counted in the shared cache."""

from django.http import HttpRequest

from stoa.core import limits

LIKES = "120/m"
VIEWS = "120/m"


def likes_too_fast(request: HttpRequest) -> bool:
    return limits.is_over(request, group="reactions:like", key="user", rate=LIKES)


def views_too_fast(request: HttpRequest) -> bool:
    return limits.is_over(request, group="reactions:view", key="ip", rate=VIEWS)
