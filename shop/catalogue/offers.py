"""What carts, orders and lists show of offers, in the reader's language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Page

from shop.catalogue.models import Offer, ProductCategory, ProductPage, ProductVariant
from stoa.core import kept, sites


@dataclass(frozen=True, kw_only=True)
class OfferFacts:
    """`url` is empty when the page is not published, `picture` is for the `picture` tag, or None.

    `categories` are the translation keys of the product's categories and of those they lie within.
    """

    name: str
    label: str
    url: str = ""
    picture: Any = None
    categories: frozenset[str] = frozenset()


def names(offers: Collection[Offer], language: str) -> dict[int, OfferFacts]:
    """{offer id: its facts}: of the page in `language`, else of its oldest translation, else as the offer remembers.

    The number of queries depends on the kinds of pages only. Access is not asked: who has it in the cart knows of it.
    """
    pages = _pages({offer.translation_key for offer in offers}, language)
    products = [page for page in pages.values() if isinstance(page, ProductPage)]
    labels, categories = _labels(products), _categories(products)
    found = {}
    for offer in offers:
        page = pages.get(offer.translation_key)
        found[offer.pk] = OfferFacts(
            name=page.title if page else offer.name,
            label=labels.get((page.pk, offer.variant_key), offer.label) if page else offer.label,
            url=sites.address(page.url_path) if page else "",
            picture=_picture(page),
            categories=categories.get(page.pk, frozenset()) if page else frozenset(),
        )
    return found


def _pages(keys: Iterable[UUID], language: str) -> dict[UUID, Any]:
    """{translation key: the live page that shows it}."""
    chosen: dict[UUID, Any] = {}
    # What is in a cart is named also when the page has been closed to its owner.
    named = Page.objects.filter(translation_key__in=set(keys)).order_by("pk")
    pages = named.filter(live=True)  # nosemgrep: live-needs-access-rule -- see above
    for page in pages.specific().defer_streamfields():
        if page.translation_key not in chosen or sites.language_of(page.locale_id) == language:
            chosen[page.translation_key] = page
    return chosen


def _picture(page: Any) -> Any:
    return getattr(page, "shown_picture", None) or getattr(page, "card_image", None)


def _labels(products: list[ProductPage]) -> dict[tuple[int, UUID | None], str]:
    """{(page id, variant key): the variant in words}."""
    variants = ProductVariant.objects.filter(page__in=products)
    return {(variant.page_id, variant.translation_key): variant.label for variant in variants}


def _categories(products: list[ProductPage]) -> dict[int, frozenset[str]]:
    links = ProductPage.categories.through.objects.filter(productpage__in=products)
    rows = list(links.values_list("productpage_id", "productcategory_id"))
    around = kept.fact("product categories", _keys_around)
    found: dict[int, frozenset[str]] = {}
    for page_id, category_id in rows:
        found[page_id] = found.get(page_id, frozenset()) | {str(key) for key in around.get(category_id, ())}
    return found


def _keys_around() -> dict[int, list[UUID]]:
    """Of every category; carts ask often, and editors change them seldom."""
    return ProductCategory.objects.keys_around(list(ProductCategory.objects.values_list("pk", flat=True)))
