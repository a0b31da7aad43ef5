"""A registry of what must always hold: each app registers its own checks in `AppConfig.ready`.

`manage.py check_invariants` asks them all; tests of races do so at their end. A check only reads, and may take a while.
"""

from collections.abc import Callable, Iterable

_checks: dict[str, Callable[[], Iterable[str]]] = {}


def register(name: str, problems: Callable[[], Iterable[str]]) -> None:
    """`problems()` gives one line for each thing that is wrong. Twice is the same as once."""
    _checks[name] = problems


def names() -> list[str]:
    return sorted(_checks)


def problems() -> list[str]:
    """What is wrong, each with the name of its check."""
    return [f"{name}: {problem}" for name in names() for problem in _checks[name]()]
