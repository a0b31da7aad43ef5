"""Small facts that every page needs and that hardly change, kept in the memory of this process.

They are worked out anew after any purge of `stoa.core.pagecache`, here or in another process, and after 30 seconds.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from stoa.core import pagecache

SECONDS = 30
Fact = TypeVar("Fact")
_facts: dict[str, tuple[str | None, float, Any]] = {}


def fact(name: str, work_out: Callable[[], Fact]) -> Fact:
    """The fact of this name; read-only, because all requests share it."""
    mark, now = pagecache.latest_mark(), time.monotonic()
    found = _facts.get(name)
    if found and found[0] == mark and now - found[1] < SECONDS:
        return found[2]
    value = work_out()
    _facts[name] = (mark, now, value)
    return value


def forget() -> None:
    """Forget all facts in this process."""
    _facts.clear()


pagecache.on_purge(forget)
