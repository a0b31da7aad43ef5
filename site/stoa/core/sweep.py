"""A registry of jobs that redo what is missing: each app registers its own in `AppConfig.ready`.

A job is called every 30 seconds, must be cheap when nothing is missing, and safe to run twice.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

#: An id, of whichever kind.
Row = TypeVar("Row")

logger = logging.getLogger(__name__)
_jobs: dict[str, Callable[[], None]] = {}


def register(name: str, job: Callable[[], None]) -> None:
    _jobs[name] = job


def run_all() -> None:
    """Run every job; one that fails is logged and does not stop the others."""
    for name, job in _jobs.items():
        try:
            job()
        except Exception:
            logger.exception("Sweep %s failed", name)


def each(what: str, rows: Iterable[Row], act: Callable[[Row], object]) -> None:
    """Within a job, `act` on the id of each row: one that fails is logged, as `what`, and does not stop the others."""
    for row in rows:
        try:
            act(row)
        except Exception:
            logger.exception("Sweep: %s %s failed", what, row)
