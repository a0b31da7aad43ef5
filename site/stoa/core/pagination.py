"""Pages of a list: what is no number shows the first page, a number too high the last."""

from typing import Any

from django.core.paginator import Page, Paginator


def page_of(items: Any, number: str | None, size: int, *, count: int | None = None) -> Page:
    """Page `number` (as the visitor typed it) of `items`, `size` a page; `count` where one knows how many there are."""
    paginator = Paginator(items, size)
    if count is not None:
        paginator.count = count
    # Longer numbers than this are nonsense, and some too long for Python to read.
    return paginator.get_page(number if number and len(number) <= 9 else 1)


def wanted_number(number: str | None) -> int:
    """The page that a visitor typed, at least 1; it may be beyond the last."""
    if not number or not number.isascii() or not number.isdigit() or len(number) > 9:
        return 1
    return max(int(number), 1)
