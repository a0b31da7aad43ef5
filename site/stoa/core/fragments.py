"""Answers that take their place in a page that is there already."""

from django.http import HttpRequest


def is_in_place(request: HttpRequest) -> bool:
    """Does htmx ask, to put the answer into the page? Whoever else asks gets a page of its own."""
    return bool(getattr(request, "htmx", False))
