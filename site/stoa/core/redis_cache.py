"""The cache in Redis, which is allowed to be away."""

from typing import Any

from django.core.cache import caches
from django_redis import get_redis_connection
from django_redis.cache import RedisCache


class FailOpenRedisCache(RedisCache):
    """Without Redis `add` says that nothing was there: who counts tries or takes a lock goes on instead of waiting."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        added = super().add(*args, **kwargs)
        return True if added is None else bool(added)


def connection() -> Any:
    """A client of the Redis that keeps the cache, for what the cache cannot do; None where there is none."""
    return get_redis_connection("default") if isinstance(caches["default"], RedisCache) else None
