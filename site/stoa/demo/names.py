"""Names for things that have no id yet, and how they get one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

PAGE_LINK = re.compile(r'<a href="(?P<name>(?:post|page):[\w-]+)">')


@dataclass(frozen=True)
class Art:
    """A picture to be drawn from a seed; `alt` is what it shows."""

    seed: str
    alt: str = ""


@dataclass(frozen=True)
class PageName:
    """`post:slug` (the English slug), `page:key`, or `product:key`."""

    name: str


@dataclass(frozen=True)
class FileName:
    """A file in `content/files`."""

    name: str
    title: str


def walk(value: Any) -> Iterator[Any]:
    """Every leaf of nested lists, tuples and dictionaries."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list | tuple):
        yield value
        return
    for part in value:
        yield from walk(part)


def replace(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """The same structure with every leaf changed."""
    if isinstance(value, dict):
        return {key: replace(part, leaf) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [replace(part, leaf) for part in value]
    return leaf(value)


def link_pages(html: str, page_id: Callable[[str], int]) -> str:
    """Turn links to named pages into Wagtail's links to pages."""
    return PAGE_LINK.sub(lambda found: f'<a linktype="page" id="{page_id(found["name"])}">', html)
