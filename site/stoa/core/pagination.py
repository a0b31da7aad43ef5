"""Pages of a list: what is no number shows the first page, one too high the last; an absurd number is refused (400)."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.paginator import Page, Paginator

#: Digits of the highest page that somebody may ask for: no list is as long, and some numbers are too long for Python.
DIGITS = 9


def page_of(items: Any, number: str | None, size: int, *, count: int | None = None) -> Page:
    """Page `number` (as the visitor typed it) of `items`, `size` a page; `count` where one knows how many there are."""
    paginator = Paginator(items, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(_checked(number))


def wanted_number(number: str | None) -> int:
    """The page that a visitor typed, at least 1; it may be beyond the last."""
    digits = _checked(number)
    return max(int(digits), 1) if digits.isascii() and digits.isdigit() else 1


def _checked(number: str | None) -> str:
    digits = number or ""
    if len(digits) > DIGITS and digits.isdigit():
        raise SuspiciousOperation("An absurd page number")
    return digits or "1"
