"""Whose reservations and sales the ledger tells of: rooms above say what their orders are called."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """For whom stock was held: a name, and where staff find it."""

    name: str
    url: str


#: {owner key: Owner} of those keys that the room knows; one query.
Find = Callable[[Collection[str]], dict[str, Owner]]
_finders: list[Find] = []


def register(find: Find) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    if find not in _finders:
        _finders.append(find)


def find_all(keys: Collection[str]) -> dict[str, Owner]:
    found: dict[str, Owner] = {}
    for find in _finders:
        found |= find(keys)
    return found
