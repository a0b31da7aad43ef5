"""What else one may do about a member: rooms above put links ("Report") into the menu of a profile."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from community.members.standing import Standing


@dataclass(frozen=True, kw_only=True)
class Item:
    """A link to an uncached page, at `url(standing)`; shown to members about others."""

    name: str
    label: str | Promise
    url: Callable[[Standing], str]


_items: dict[str, Item] = {}


def register(item: Item) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _items[item.name] = item


def links(standing: Standing) -> list[tuple[str | Promise, str]]:
    """(label, address) of each item for this member."""
    return [(item.label, item.url(standing)) for item in _items.values()]
