"""Which pages may stand as cards on another page."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Locale, Page

from stoa.core import access


def cards_of(pages: Iterable[Page | None], viewer: access.Viewer) -> list[Any]:
    """The specific pages that `viewer` may see, in the order of `pages`, in the active language where it has them.

    The number of queries depends on the number of page types only.
    """
    chosen = [page for page in pages if page]
    keys = {page.translation_key for page in chosen}
    visible = access.visible_to(Page.objects.filter(translation_key__in=keys), viewer) if keys else Page.objects.none()
    by_key: dict[Any, dict[int, Any]] = {}
    language = get_language()
    locales = Locale.objects.in_bulk()
    for page in visible.specific():
        page.locale = locales[page.locale_id]
        translations = by_key.setdefault(page.translation_key, {})
        translations[page.pk] = page
        if page.locale.language_code == language:
            translations[0] = page
    return list(_first_of_each(chosen, by_key))


def _first_of_each(chosen: list[Page], by_key: dict[Any, dict[int, Any]]) -> Iterator[Any]:
    """The translation of the active language (kept under 0), else the very page that was chosen."""
    for page in chosen:
        translations = by_key.get(page.translation_key, {})
        card = translations.get(0) or translations.get(page.pk)
        if card:
            yield card
