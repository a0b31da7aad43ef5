"""Going to another site to log in, and coming back."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.core.exceptions import ImproperlyConfigured
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

logger = logging.getLogger(__name__)

_LANGUAGE = "accounts_social_language"
#: What comes of a provider that is away (the errors of `requests` are OSErrors) or does not speak the protocol: the
#: library takes what it says as it comes.
_FAILURES = (OSError, KeyError, ValueError, TypeError, AttributeError, ImproperlyConfigured, DataError)
View = Callable[..., HttpResponse]


def _with_provider(view: View) -> View:
    """404 for a provider without keys; one that fails gets the page that says so."""

    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            provider = get_adapter().get_provider(request, provider_id)
        except SocialApp.DoesNotExist as missing:
            raise Http404 from missing
        try:
            return view(request, provider)
        except _FAILURES as failure:
            logger.warning("Log-in with %s failed", provider_id, exc_info=failure)
            return render_authentication_error(request, provider, exception=failure)

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_with_provider
def start(request: HttpRequest, provider: Any) -> HttpResponse:
    """Ask, then lead on by a page: browsers let a form lead to no other site (Content-Security-Policy: form-action)."""
    wants = request.POST.get("process") or request.GET.get("process")
    process = AuthProcess.CONNECT if wants == "connect" else AuthProcess.LOGIN
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": provider, "process": process})
    request.session[_LANGUAGE] = request.LANGUAGE_CODE
    leaving = provider.redirect(request, process=process, next_url=get_next_redirect_url(request))
    if leaving.status_code != 302:
        return leaving
    return render(request, "socialaccount/login_redirect.html", {"provider": provider, "redirect_to": leaving.url})


@never_cache
@require_safe
@_with_provider
def come_back(request: HttpRequest, provider: Any) -> HttpResponse:
    """The one address in all languages that a provider sends people back to."""
    language = request.session.get(_LANGUAGE, request.LANGUAGE_CODE)
    with translation.override(language):
        request.LANGUAGE_CODE = language
        if provider.id == "google":
            return google.oauth2_callback(request)
        return openid_connect.callback(request, provider.app.provider_id)
