"""Which pages may stand as cards on another page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from wagtail.models import Page

from stoa.core import access, sites


def cards_of(pages: Iterable[Page | None], viewer: access.Viewer) -> list[Any]:
    """The cards of `pages` that `viewer` may see, in the order of `pages`."""
    chosen = [page for page in pages if page]
    cards = cards_by_id(chosen, viewer)
    return [cards[page.pk] for page in chosen if page.pk in cards]


def cards_by_id(pages: Iterable[Page], viewer: access.Viewer) -> dict[int, Any]:
    """{id of the chosen page: the specific page to show for it}, of those that `viewer` may see.

    It is the translation of the active language, else the very page that was chosen.
    The number of queries depends on the number of page types only.
    """
    keys = {page.pk: page.translation_key for page in pages}
    if not keys:
        return {}
    own: dict[int, Any] = {}
    translated: dict[UUID, Any] = {}
    for page in access.visible_to(Page.objects.filter(translation_key__in=keys.values()), viewer).specific():
        page.locale = sites.locales()[page.locale_id]
        own[page.pk] = page
        if page.locale.language_code == get_language():
            translated[page.translation_key] = page
    cards = {pk: translated.get(key) or own.get(pk) for pk, key in keys.items()}
    shown = {pk: card for pk, card in cards.items() if card}
    _prepare(shown.values())
    return shown


def _prepare(pages: Iterable[Any]) -> None:
    """Each type loads what its cards show, for all of its pages at once."""
    by_type: dict[Any, list[Any]] = {}
    for page in pages:
        by_type.setdefault(type(page), []).append(page)
    for model, its_pages in by_type.items():
        model.prepare_cards(its_pages)
