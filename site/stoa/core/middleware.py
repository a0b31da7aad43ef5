"""Request id and timing, refusal of hostile input, security headers. Order: docs/architecture.md."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from stoa.core import errors
from stoa.core.logs import request_id

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("stoa.request")
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Gives each request an id and logs one line with its time; answers carry both (X-Request-ID, Server-Timing)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            milliseconds = (time.perf_counter() - started) * 1000
            response["X-Request-ID"] = request_id.get()
            response["Server-Timing"] = f"app;dur={milliseconds:.1f}"
            facts = {
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "milliseconds": round(milliseconds, 1),
            }
            logger.info("%s %s %s", request.method, request.path, response.status_code, extra={"facts": facts})
            return response
        finally:
            request_id.reset(token)


class HostileInputMiddleware:
    """Answers 400 to NUL bytes and broken UTF-8 in path or query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_hostile(request.META.get("QUERY_STRING", "")) or "\x00" in request.path or "\ufffd" in request.path:
            return errors.bad_request(request)
        return self.get_response(request)


def _is_hostile(query: str) -> bool:
    raw = unquote_to_bytes(query)
    try:
        raw.decode()
    except UnicodeDecodeError:
        return True
    return b"\x00" in raw


class SecurityHeadersMiddleware:
    """Permissions-Policy on every answer; the other security headers come from Django and django-csp."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
        return response
