"""How often one member may like, and one address may report views; counted in the shared cache."""

from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited

LIKES = "120/m"
VIEWS = "120/m"


def likes_too_fast(request: HttpRequest) -> bool:
    return is_ratelimited(request, group="reactions:like", key="user", rate=LIKES, increment=True)


def views_too_fast(request: HttpRequest) -> bool:
    return is_ratelimited(request, group="reactions:view", key="ip", rate=VIEWS, increment=True)
