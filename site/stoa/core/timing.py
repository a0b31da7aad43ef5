"""How long a request takes, and how much of it in the database."""

import time
from collections.abc import Callable
from typing import Any


class Stopwatch:
    """Times one request; as a database execute wrapper it counts queries and their milliseconds."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.query_count = 0
        self.query_seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        before = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.query_seconds += time.perf_counter() - before
            self.query_count += 1

    @property
    def milliseconds(self) -> float:
        return (time.perf_counter() - self.started) * 1000

    def facts(self) -> dict[str, Any]:
        """For the log: milliseconds in all, in the database, and the number of queries."""
        return {
            "milliseconds": round(self.milliseconds, 1),
            "database_milliseconds": round(self.query_seconds * 1000, 1),
            "queries": self.query_count,
        }

    def header(self) -> str:
        """Server-Timing (https://www.w3.org/TR/server-timing/)."""
        return (
            f"total;dur={self.milliseconds:.1f}, "
            f'db;dur={self.query_seconds * 1000:.1f};desc="{self.query_count} queries"'
        )
