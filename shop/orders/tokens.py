"""Does a form carry its token? For the one form that stands on pages that are the same for everyone."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    """Django's own check, which tells why instead of answering; Django REST framework asks it in the same way."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def is_right(request: HttpRequest) -> bool:
    """Would the request have passed the protection against forms of other sites?"""
    return _Check(_answer).process_view(request, _answer, (), {}) is None


def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
