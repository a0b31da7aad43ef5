"""The same in Redis: for each product a sorted set of those bought with it, by the number of orders.

`_BUILT` says that all sets are there; without it nobody reads them, so a Redis that has lost everything gives no wrong
answer. A set is replaced as a whole, which may happen twice or out of turn.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError

from shop.orders.together.counting import Partners
from stoa.core import redis_cache

_SET = "stoa:together:"
_BUILT = "stoa:together-built"


class Unavailable(Exception):
    """There is no Redis, it does not answer, or its sets were not built."""


def has_redis() -> bool:
    return redis_cache.connection() is not None


def read(keys: Collection[UUID]) -> Partners:
    """The numbers of all of `keys` added up. Raises Unavailable."""
    try:
        together = _connection().pipeline(transaction=True)
        together.exists(_BUILT)
        together.zunion([_name(key) for key in keys], aggregate="SUM", withscores=True)
        is_built, rows = together.execute()
    except RedisError as error:
        raise Unavailable from error
    if not is_built:
        raise Unavailable
    return {UUID(member.decode()): int(score) for member, score in rows}


def replace(keys: Collection[UUID], partners: Mapping[UUID, Partners]) -> None:
    """Let the sets of `keys` hold exactly these. Raises Unavailable."""
    try:
        change = _connection().pipeline(transaction=True)
        for key in keys:
            change.delete(_name(key))
            if partners.get(key):
                change.zadd(_name(key), {str(other): number for other, number in partners[key].items()})
        change.execute()
    except RedisError as error:
        raise Unavailable from error


def finish(keys: Collection[UUID]) -> None:
    """All of `keys` were written: forget the sets of others, and let the sets be read. Raises Unavailable."""
    try:
        connection = _connection()
        known = {_name(key).encode() for key in keys}
        gone = [name for name in connection.scan_iter(f"{_SET}*") if name not in known]
        if gone:
            connection.delete(*gone)
        connection.set(_BUILT, 1)
    except RedisError as error:
        raise Unavailable from error


def _name(key: UUID) -> str:
    return f"{_SET}{key}"


def _connection() -> Any:
    connection = redis_cache.connection()
    if connection is None:
        raise Unavailable
    return connection
