"""The cache in front of the site (nginx, a CDN): which addresses it may hold for each tag, and purging them.

Nothing happens unless FRONTEND_CACHE_URL is set. The addresses are kept as sets in Redis, or in this process without.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.cache import caches
from django_redis import get_redis_connection
from django_redis.cache import RedisCache
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache

#: Long enough for every process to have heard of the purge, so that the edge cannot fetch a stale page again.
AGAIN_AFTER_SECONDS = 3
_here: defaultdict[str, set[str]] = defaultdict(set)


def is_used() -> bool:
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def remember(address: str, tags: Iterable[str]) -> None:
    """Note that the edge may keep the answer at `address`, which shows `tags`."""
    if not is_used():
        return
    connection = _redis()
    if connection is None:
        for tag in tags:
            _here[tag].add(address)
        return
    pipeline = connection.pipeline(transaction=False)
    for tag in tags:
        pipeline.sadd(_key(tag), address)
        pipeline.expire(_key(tag), settings.PAGE_CACHE_SECONDS + 60)
    pipeline.execute()


def purge(tags: Iterable[str]) -> None:
    """Purge the addresses that show one of `tags` now, and once more when every process has heard of the change."""
    if not is_used():
        return
    addresses = sorted(_forget(tags))
    if addresses:
        purge_addresses.delay(addresses)
        purge_addresses.apply_async((addresses,), countdown=AGAIN_AFTER_SECONDS)


@shared_task(name="stoa.core.edge.purge_addresses")
def purge_addresses(addresses: list[str]) -> None:
    purge_urls_from_cache(addresses)


def _forget(tags: Iterable[str]) -> set[str]:
    connection = _redis()
    if connection is None:
        return set().union(*(_here.pop(tag, ()) for tag in tags))
    return {address.decode() for tag in tags for address in connection.smembers(_key(tag))}


def _redis() -> Any:
    """The Redis connection, or None where the cache is another."""
    return get_redis_connection("default") if isinstance(caches["default"], RedisCache) else None


def _key(tag: str) -> str:
    return f"stoa:edge:{tag}"
