"""With STAFF_MUST_USE_TWO_FACTOR nobody is in an admin without a second factor; refused log-ins are 429."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from stoa.accounts.models import User
from stoa.accounts.second_factor.requiring import Missing, is_asked_of, missing
from stoa.core import limits

ADMINS = ("/admin/", "/django-admin/")
#: Ways in and out, which do nothing else.
OPEN = ("/admin/login/", "/admin/logout/", "/django-admin/login/", "/django-admin/logout/")
_STEPS = {
    Missing.FACTOR: "mfa_index",
    Missing.PROOF_BY_CODE: "mfa_reauthenticate",
    Missing.PROOF_BY_PASSKEY: "mfa_reauthenticate_webauthn",
}


class StaffTwoFactorMiddleware:
    """Leads who lacks one to set it up, who did not use it in this session to show it; 403 where no page is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        step = self._step(request)
        if step is Missing.NOTHING:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD") or "text/html" not in request.headers.get("Accept", "text/html"):
            raise PermissionDenied
        if step is Missing.FACTOR:
            messages.warning(request, _("Those who work on this site log in with a second factor. Please set one up."))
        return redirect(f"{reverse(_STEPS[step])}?{urlencode({'next': request.get_full_path()})}")

    def _step(self, request: HttpRequest) -> Missing:
        if not request.path.startswith(ADMINS) or request.path in OPEN or not isinstance(request.user, User):
            return Missing.NOTHING
        return missing(request, request.user) if is_asked_of(request.user) else Missing.NOTHING


class TooManyTriesMiddleware:
    """allauth shows a form that it refused for too many tries with a 200; here it becomes a 429 that says how long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 200 and limits.is_noted(request):
            return limits.refuse(request, response)
        return response
