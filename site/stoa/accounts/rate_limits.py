"""When allauth's limits are over: it counts, and refuses inside its forms, but does not say until when."""

import math
import time

from allauth.account.adapter import get_adapter
from allauth.core import context

# allauth keeps the moments of the last tries in the cache; only its own module knows under which keys.
from allauth.core.internal import ratelimit
from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext_lazy

from stoa.core import limits

_APP = "allauth.account"
_TOO_OFTEN = ngettext_lazy(
    "Too many failed attempts. Wait a minute, then try again.",
    "Too many failed attempts. Wait %(minutes)s minutes, then try again.",
    "minutes",
)
_CODES = ("too_many_login_attempts", "rate_limited")
FAILED, CODE_ASKED = "login_failed", "request_login_code"


def key_of_address(request: HttpRequest, email: str) -> str:
    """Under which allauth counts failed log-ins with the password for this address."""
    return str(get_adapter()._get_login_attempts_cache_key(request, email=email))


def key_of_codes(user_id: int) -> str:
    """Under which allauth counts wrong codes of second factors."""
    return f"mfa-auth-user-{user_id}"


def seconds_left(request: HttpRequest, action: str, key: str) -> int:
    """Until the last of the full limits of `action` lets one more through; 0 when none is full."""
    waits = [0]
    for rate in ratelimit.get_rates(app=_APP, action=action):
        name = ratelimit.get_cache_key(request, app=_APP, action=action, rate=rate, key=key)
        tries = cache.get(name, [])  # the newest first
        if len(tries) >= rate.amount:
            waits.append(math.ceil(tries[rate.amount - 1] + rate.duration - time.time()))
    return max(waits)


def explain(form: forms.Form, action: str, key: str) -> None:
    """Where the form was refused for too many tries, say when to come back, in the form and in the answer."""
    refusals = [error for errors in form.errors.as_data().values() for error in errors if error.code in _CODES]
    if not refusals:
        return
    request = context.request
    limits.note_wait(request, seconds_left(request, action, key) or 60)
    message = limits.in_words(request, _TOO_OFTEN)
    for refusal in refusals:
        refusal.message = message
