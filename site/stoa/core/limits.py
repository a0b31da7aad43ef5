"""How often somebody may do something: counted in the shared cache, in windows of fixed length.

Rates are django-ratelimit's: "10/5m" is ten in five minutes. Keys are "ip", "user", or a function of (group, request).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django_ratelimit.core import get_usage

Key = str | Callable[[str, HttpRequest], str]


def is_over(request: HttpRequest, *, group: str, key: Key, rate: str) -> bool:
    """Count this request; True when it is one too many."""
    usage = get_usage(request, group=group, key=key, rate=rate, increment=True)
    return usage is not None and _note(request, usage, is_full=usage["should_limit"])


def is_used_up(request: HttpRequest, *, group: str, key: Key, rate: str) -> bool:
    """Would one more be too many? Counts nothing."""
    usage = get_usage(request, group=group, key=key, rate=rate, increment=False)
    return usage is not None and _note(request, usage, is_full=usage["count"] >= usage["limit"])


def seconds_to_wait(request: HttpRequest) -> int:
    """Until the last of the full limits that `request` met is over; a minute where nobody said."""
    return request.__dict__.get("seconds_to_wait", 60)


def minutes_to_wait(request: HttpRequest) -> int:
    return -(-seconds_to_wait(request) // 60)


def in_words(request: HttpRequest, sentence: Any) -> str:
    """`sentence`, an `ngettext_lazy(…, "minutes")`, for the minutes that `request` has to wait."""
    return str(sentence % {"minutes": minutes_to_wait(request)})


def note_wait(request: HttpRequest, seconds: int) -> None:
    """Remember, for the answer, that `request` met a limit that ends in so many seconds."""
    request.__dict__["seconds_to_wait"] = max(seconds, request.__dict__.get("seconds_to_wait", 1))


def is_noted(request: HttpRequest) -> bool:
    """Did `request` meet a full limit?"""
    return "seconds_to_wait" in request.__dict__


def refuse(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response` as one that says "too often": 429, and when to come back."""
    response.status_code = 429
    response["Retry-After"] = str(seconds_to_wait(request))
    return response


def _note(request: HttpRequest, usage: dict[str, Any], *, is_full: bool) -> bool:
    if is_full:
        # The last second of a window belongs to it.
        note_wait(request, usage["time_left"] + 1)
    return is_full
