"""What carts, orders and lists show of offers, in the reader's language."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Page

from shop.catalogue.models import Offer, ProductCategory, ProductPage, ProductVariant
from stoa.core import kept, sites


@dataclass(frozen=True, kw_only=True)
class OfferFacts:
    """`url` is empty when the page is not published, `picture` is for the `picture` tag, or None."""

    name: str
    label: str
    url: str = ""
    picture: Any = None


def names(offers: Collection[Offer], language: str) -> dict[int, OfferFacts]:
    """{offer id: its facts}: of the page in `language`, else of its oldest translation, else as the offer remembers.

    One query for products, and a fixed number for what is no product or not cooked yet. Access is not asked: who has
    it in the cart knows of it.
    """
    pages = _pages({offer.translation_key for offer in offers}, language)
    labels = _labels([page for page in pages.values() if isinstance(page, ProductPage)])
    found = {}
    for offer in offers:
        page = pages.get(offer.translation_key)
        found[offer.pk] = OfferFacts(
            name=page.title if page else offer.name,
            label=labels.get((page.pk, str(offer.variant_key)), offer.label) if page else offer.label,
            url=sites.address(page.url_path) if page else "",
            picture=_picture(page),
        )
    return found


def categories(offers: Collection[Offer]) -> dict[int, frozenset[str]]:
    """{offer id: the translation keys of its categories and of those they lie within}, the same in every language."""
    keys = {offer.translation_key for offer in offers}
    links = ProductPage.categories.through.objects.filter(productpage__translation_key__in=keys)
    shown = links.filter(productpage__live=True)  # nosemgrep: live-needs-access-rule -- shows nothing of the page
    around = kept.fact("product categories", _keys_around)
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for key, category_id in shown.values_list("productpage__translation_key", "productcategory_id"):
        found[key].update(str(each) for each in around.get(category_id, ()))
    return {offer.pk: frozenset(found[offer.translation_key]) for offer in offers}


def _pages(keys: set[UUID], language: str) -> dict[UUID, Any]:
    """{translation key: the live page that shows it}: a product, or what another room sells."""
    chosen = _chosen(ProductPage.objects.all(), keys, language)
    others = keys - set(chosen)
    return chosen | _chosen(Page.objects.specific(), others, language) if others else chosen


def _chosen(pages: Any, keys: set[UUID], language: str) -> dict[UUID, Any]:
    chosen: dict[UUID, Any] = {}
    # What is in a cart is named also when the page has been closed to its owner.
    named = pages.filter(translation_key__in=keys).order_by("pk")
    live = named.filter(live=True)  # nosemgrep: live-needs-access-rule -- see above
    for page in live.defer_streamfields():
        if page.translation_key not in chosen or sites.language_of(page.locale_id) == language:
            chosen[page.translation_key] = page
    return chosen


def _picture(page: Any) -> Any:
    return getattr(page, "shown_picture", None) or getattr(page, "card_image", None)


def _labels(products: list[ProductPage]) -> dict[tuple[int, str], str]:
    """{(page id, variant key): the variant in words}: as it was cooked last, read where it was not cooked yet."""
    found = {
        (page.pk, variant["key"]): variant["label"] for page in products for variant in page.cooked.get("variants", ())
    }
    raw = [page for page in products if "variants" not in page.cooked]
    variants = ProductVariant.objects.filter(page__in=raw) if raw else ()
    return found | {(variant.page_id, str(variant.translation_key)): variant.label for variant in variants}


def _keys_around() -> dict[int, list[UUID]]:
    """Of every category; carts ask often, and editors change them seldom."""
    return ProductCategory.objects.keys_around(list(ProductCategory.objects.values_list("pk", flat=True)))
