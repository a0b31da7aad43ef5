"""What carts, orders and lists show of offers, in the reader's language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Page

from shop.catalogue.models import Offer
from stoa.core import sites


@dataclass(frozen=True, kw_only=True)
class OfferFacts:
    """`url` is empty when the page is not published, `picture` is an image or None; `categories` are the translation
    keys of the product's categories and of those they lie within."""

    name: str
    label: str
    url: str
    picture: Any
    categories: frozenset[str]


def names(offers: Collection[Offer], language: str) -> dict[int, OfferFacts]:
    """{offer id: its facts}: of the page in `language`, else of its oldest translation, else as the offer remembers.

    The number of queries depends on the kinds of pages only.
    """
    pages = _pages({offer.translation_key for offer in offers}, language)
    return {offer.pk: _facts(offer, pages.get(offer.translation_key)) for offer in offers}


def _pages(keys: Iterable[UUID], language: str) -> dict[UUID, Any]:
    """{translation key: the live page that shows it}."""
    chosen: dict[UUID, Any] = {}
    pages = Page.objects.filter(translation_key__in=set(keys), live=True).order_by("pk")
    for page in pages.specific().defer_streamfields():
        if page.translation_key not in chosen or sites.language_of(page.locale_id) == language:
            chosen[page.translation_key] = page
    return chosen


def _facts(offer: Offer, page: Any) -> OfferFacts:
    if page is None:
        return OfferFacts(name=offer.name, label=offer.label, url="", picture=None, categories=frozenset())
    return OfferFacts(
        name=page.title,
        label=offer.label,
        url=sites.address(page.url_path),
        picture=getattr(page, "card_image", None),
        categories=frozenset(),
    )
