"""The background worker's sign of life: it leaves one in the shared cache with each sweep, and health looks for it.

A sweep comes from the clock by way of the queue, so a fresh sign says that clock, queue and worker all work.
"""

import time

from django.core.cache import cache

#: Four sweeps: one may wait behind long tasks.
SECONDS = 120
_KEY = "worker-heartbeat"


def beat() -> None:
    cache.set(_KEY, time.time(), None)


def is_fresh() -> bool:
    """Has the worker shown itself within the last two minutes?"""
    return time.time() - cache.get(_KEY, 0) < SECONDS
