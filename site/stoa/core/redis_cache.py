"""The cache in Redis, which is allowed to be away."""

from typing import Any

from django_redis.cache import RedisCache


class FailOpenRedisCache(RedisCache):
    """Without Redis `add` says that nothing was there: who counts tries or takes a lock goes on instead of waiting."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        added = super().add(*args, **kwargs)
        return True if added is None else bool(added)
