"""Sightings in Redis: who saw what lately, and the numbers that wait for the database."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from redis.exceptions import RedisError, ResponseError

from community.reactions.exceptions import Unavailable
from stoa.core import redis_cache

_SEEN = "stoa:seen"
_WAITING = "stoa:views:waiting"
_BATCH = "stoa:views:batch:"

#: (day, kind, key, number)
Count = tuple[date, str, str, int]


def note(visitor: str, kind: str, key: str, *, day: date, again_after: timedelta) -> bool:
    """Answers whether it counted. Raises Unavailable."""
    connection = _connection()
    try:
        is_new = connection.set(f"{_SEEN}:{visitor}:{kind}:{key}", 1, nx=True, ex=again_after)
        if is_new:
            connection.hincrby(_WAITING, f"{day.isoformat()}|{kind}|{key}", 1)
    except RedisError as error:
        raise Unavailable from error
    return bool(is_new)


def batches() -> Iterator[tuple[str, list[Count]]]:
    """Batches that wait for the database, also those that a crash has left; none when Redis is away."""
    try:
        connection = _connection()
        _close_batch(connection)
        for name in sorted(connection.scan_iter(f"{_BATCH}*")):
            yield name.decode().removeprefix(_BATCH), _read(connection.hgetall(name))
    except (Unavailable, RedisError):
        return


def drop(name: str) -> None:
    """Forget a batch that is in the database."""
    try:
        _connection().delete(f"{_BATCH}{name}")
    except (Unavailable, RedisError):
        return


def _close_batch(connection: Any) -> None:
    try:
        connection.rename(_WAITING, f"{_BATCH}{uuid.uuid4().hex}")
    except ResponseError:
        # Nothing has been seen since the last one.
        return


def _read(fields: dict[bytes, bytes]) -> list[Count]:
    found = []
    for field, number in fields.items():
        day, kind, key = field.decode().split("|", 2)
        found.append((date.fromisoformat(day), kind, key, int(number)))
    return found


def _connection() -> Any:
    connection = redis_cache.connection()
    if connection is None:
        raise Unavailable
    return connection
