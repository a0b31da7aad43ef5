"""A registry of jobs that redo what is missing: each app registers its own in `AppConfig.ready`.

A job is called every 30 seconds, must be cheap when nothing is missing, and safe to run twice.
"""

import logging
from collections.abc import Callable

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
