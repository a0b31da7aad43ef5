"""Talking to Stripe: the SDK with its version of the API pinned, short time-outs and few retries.

Its errors leave as ours; what is logged are codes and request ids, never bodies.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

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
#: Seconds to connect, and to wait for an answer.
TIME_OUT = (3.0, 8.0)
RETRIES = 2

logger = logging.getLogger(__name__)


def connect(*, secret_key: str, api_base: str) -> StripeClient:
    return StripeClient(
        secret_key,
        stripe_version=API_VERSION,
        base_addresses={"api": api_base},
        max_network_retries=RETRIES,
        http_client=RequestsClient(timeout=TIME_OUT),
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
