"""Providers that do not answer: to wait for one costs half a minute each time, so after the first the sweep leaves it
alone for a while and has time for everything else.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.core.cache import cache

from shop.payments import registry
from shop.payments.models import Payment

LEFT_ALONE_FOR = timedelta(minutes=1)


def note(provider: str) -> None:
    """It has just not answered."""
    cache.set(_key(provider), True, LEFT_ALONE_FOR.total_seconds())


def away() -> list[str]:
    """The names of those that are left alone."""
    found = cache.get_many([_key(name) for name in registry.KNOWN])
    return [name for name in registry.KNOWN if _key(name) in found]


def answering(payments: Iterable[Payment]) -> Iterator[Payment]:
    """Those whose provider is not left alone when it is their turn."""
    return (payment for payment in payments if payment.provider not in away())


def forget() -> None:
    """Whoever wants to know asks all of them."""
    cache.delete_many([_key(name) for name in registry.KNOWN])


def _key(provider: str) -> str:
    return f"payments:away:{provider}"
