"""Talking to Stripe: the SDK with its version of the API pinned, short time-outs and few retries.

Its errors leave as ours; what is logged are codes and request ids, never bodies.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from stripe import (
    APIConnectionError,
    APIError,
    RateLimitError,
    RequestsClient,
    StripeClient,
    StripeError,
)

from shop.payments.exceptions import ProviderAway, ProviderRefuses

#: The version that our code was written against; a newer SDK speaks it too.
API_VERSION = "2026-10-28.endive"
#: Seconds to connect, and to wait for an answer: ten at most.
TIME_OUT = (2.0, 8.0)
RETRIES = 2
#: The same where a buyer waits: all tries of a call, half a second apart, within twelve seconds.
QUICK_TIME_OUT = (1.5, 4.0)
QUICK_RETRIES = 1

logger = logging.getLogger(__name__)


@cache
def patient(secret_key: str, api_base: str) -> StripeClient:
    """For tasks and staff."""
    return _connect(secret_key, api_base, time_out=TIME_OUT, retries=RETRIES)


@cache
def quick(secret_key: str, api_base: str) -> StripeClient:
    """For a page that a buyer waits for, and a process with them."""
    return _connect(secret_key, api_base, time_out=QUICK_TIME_OUT, retries=QUICK_RETRIES)


def _connect(secret_key: str, api_base: str, *, time_out: tuple[float, float], retries: int) -> StripeClient:
    return StripeClient(
        secret_key,
        stripe_version=API_VERSION,
        base_addresses={"api": api_base},
        max_network_retries=retries,
        http_client=RequestsClient(timeout=time_out),
    )


@contextmanager
def translated() -> Iterator[None]:
    """Raise ProviderAway where nobody knows what Stripe has done, ProviderRefuses where it has said no."""
    try:
        yield
    except (APIConnectionError, RateLimitError, APIError) as error:
        _log(error)
        raise ProviderAway from error
    except StripeError as error:
        _log(error)
        raise ProviderRefuses from error


def _log(error: StripeError) -> None:
    logger.warning(
        "Stripe: %s, status %s, code %s, request %s",
        type(error).__name__,
        error.http_status,
        error.code,
        error.request_id,
    )
