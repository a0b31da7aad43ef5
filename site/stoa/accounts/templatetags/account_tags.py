"""The navigation of one's own account."""

from itertools import groupby
from typing import Any

from django import template

from stoa.accounts.navigation import AccountPage, pages

register = template.Library()


@register.inclusion_tag("accounts/navigation.html", takes_context=True)
def account_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """Links to all pages of the account, in groups; the one that is open is marked."""
    match = context["request"].resolver_match
    here = match.view_name if match else ""
    groups = [
        {"label": group.label, "entries": [_entry(page, here) for page in members]}
        for group, members in groupby(pages(), key=lambda page: page.group)
    ]
    return {"groups": groups}


@register.simple_tag
def account_pages() -> list[AccountPage]:
    """All pages of the account, for a list of links elsewhere."""
    return pages()


@register.filter
def in_fours(key: str) -> list[str]:
    """A key in groups that eyes can hold, to be shown without spaces between: it is copied whole."""
    return [key[start : start + 4] for start in range(0, len(key), 4)]


def _entry(page: AccountPage, here: str) -> dict[str, Any]:
    return {"url": page.url, "label": page.label, "is_current": page.is_at(here)}
