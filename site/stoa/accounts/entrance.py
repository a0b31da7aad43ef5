"""The one way in: both admins and pages behind a log-in send people to the log-in that knows limits and factors."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from stoa.accounts.models import User


def member_of(request: HttpRequest) -> User:
    """Whoever asks, in a view that asks for a log-in first."""
    return cast(User, request.user)


def is_own_address(url: str, request: HttpRequest) -> bool:
    """Whether `url` leads to this very host, so that it may be followed after logging in."""
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())


def next_path(request: HttpRequest, *, otherwise: str) -> str:
    """Where a form sent by POST says to go on (`next`), as far as it is a path of this host; else `otherwise`."""
    following = request.POST.get("next", "")
    return following if following.startswith("/") and is_own_address(following, request) else otherwise


def log_in_elsewhere(request: HttpRequest) -> HttpResponse:
    """Stands at Wagtail's and Django's own log-in addresses; a password posted here does nothing.

    Someone logged in who was sent here may not enter what they asked for: 403, where a redirect would go in circles.
    """
    if request.user.is_authenticated:
        return _turn_away_or_in(request)
    following = request.GET.get("next", "")
    if not is_own_address(following, request):
        following = {"/admin/login/": "/admin/", "/django-admin/login/": "/django-admin/"}.get(request.path, "/")
    return redirect(f"{resolve_url('account_login')}?{urlencode({'next': following})}")


def _turn_away_or_in(request: HttpRequest) -> HttpResponse:
    user = request.user
    if isinstance(user, User) and request.path.startswith("/django-admin/") and user.is_staff:
        return redirect("admin:index")
    if request.path.startswith("/admin/") and user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    raise PermissionDenied
