"""Request id and timing, refusal of hostile input, the maintenance page, security headers.

Order: docs/architecture.md.
"""

import logging
import re
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils import translation

from stoa.core import errors, hostile
from stoa.core.logs import request_id
from stoa.core.timing import Stopwatch

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("stoa.request")
_ADMINS = ("/admin/", "/django-admin/")
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Gives each request an id and logs one line with its times; answers carry both (X-Request-ID, Server-Timing)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex)
        stopwatch = Stopwatch()
        try:
            with connection.execute_wrapper(stopwatch):
                response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            response["Server-Timing"] = stopwatch.header()
            facts = {"method": request.method, "path": request.path, "status": response.status_code}
            facts |= stopwatch.facts()
            logger.info("%s %s %s", request.method, request.path, response.status_code, extra={"facts": facts})
            return response
        finally:
            request_id.reset(token)


class HostileInputMiddleware:
    """Answers 400 to NUL characters and broken UTF-8 wherever they come, and to forms of the admins that no browser
    sends; 413 to bodies that are too large.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if hostile.has_hostile_address(request):
            return errors.bad_request(request)
        if _declared_length(request) > settings.REQUEST_MAX_BYTES:
            return errors.too_large(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        try:
            is_hostile = hostile.has_hostile_body(request)
        except RequestDataTooBig:
            return errors.too_large(request)
        except UnreadablePostError:
            return errors.bad_request(request)
        return errors.bad_request(request) if is_hostile else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The forms of the admins read some fields before they check them."""
        is_form = request.method == "POST" and request.path.startswith(_ADMINS)
        if not is_form or not hostile.is_about_malformed_form(exception):
            return None
        logger.warning("malformed form at %s", request.path, exc_info=exception)
        return errors.bad_request(request)


def _declared_length(request: HttpRequest) -> int:
    """Content-Length in bytes; what is no number counts as nothing, as Django reads it."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 20 else 0


class MaintenanceMiddleware:
    """With MAINTENANCE set, everybody but those at work on the site gets a 503 that says when to come back."""

    open_prefixes = ("/admin/", "/django-admin/", "/_util/", "/healthz", "/readyz", "/static/", "/media/")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path.startswith(self.open_prefixes + _log_in_paths()):
            return errors.service_unavailable(request)
        return self.get_response(request)


@cache
def _log_in_paths() -> tuple[str, ...]:
    """Where staff log in and out, in every language."""
    paths = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths += [reverse("account_login"), reverse("account_logout")]
    return tuple(paths)


class PolicyMiddleware(CSPMiddleware):
    """The content security policy: strict, but what Wagtail's and Django's admins need below their own addresses.

    django-csp builds the header anew for each answer; ours is one of two unless a view asked for more.
    """

    asked_for = frozenset(("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt"))

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if settings.DEBUG or hasattr(request, "_csp_nonce") or vars(response).keys() & self.asked_for:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy(is_admin=_is_admin(request)))
        return response

    def get_policy_parts(self, request: HttpRequest, response: Any, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and _is_admin(request):
            parts.config = settings.CONTENT_SECURITY_POLICY_OF_ADMINS
        return parts


def _is_admin(request: HttpRequest) -> bool:
    return request.path.startswith(("/admin/", "/django-admin/"))


@cache
def _policy(*, is_admin: bool) -> str:
    return build_policy(config=settings.CONTENT_SECURITY_POLICY_OF_ADMINS if is_admin else None)


class SecurityHeadersMiddleware:
    """Permissions-Policy on every answer, and pages that other sites cannot load as a resource.

    The other security headers come from Django and django-csp. Pictures, styles and feeds stay open to all.
    """

    permissions = (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.permissions)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
