"""A registry of small servers that `manage.py serve` starts beside the site, each in threads of the same process."""

from collections.abc import Callable

_starts: dict[str, Callable[[], None]] = {}


def register(name: str, start: Callable[[], None]) -> None:
    """`start()` returns at once. Called in `AppConfig.ready`; twice is the same as once."""
    _starts[name] = start


def start_all() -> None:
    for start in _starts.values():
        start()
