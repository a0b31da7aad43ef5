"""What a product page sells: the terms it states, and its offers as they follow from what is published.

All translations of a product sell the same offers, on the terms of the oldest page that was ever published: the
one the others were translated from. They are on sale while one of them is live.
"""

import logging
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from shop.catalogue import publishing
from shop.catalogue.models.offers import Offer
from shop.catalogue.publishing import Terms

if TYPE_CHECKING:
    from shop.catalogue.models import ProductPage, ProductVariant

logger = logging.getLogger(__name__)


def refresh(*, pages: "type[ProductPage]", translation_key: UUID) -> None:
    """Write the offers of a product from its pages as they stand, or take them off sale."""
    originals = pages.objects.filter(translation_key=translation_key, alias_of=None)
    leading = originals.filter(first_published_at__isnull=False).order_by("pk").first()
    # On sale is what anybody may buy who may see it; who may see it, the access rule says.
    is_live = originals.filter(live=True).exists()  # nosemgrep: live-needs-access-rule -- see above
    if leading is None or not is_live:
        publishing.take_off_sale(translation_key=translation_key)
        return
    terms = _without_taken(terms_of(leading), translation_key)
    revision = leading.live_revision
    publishing.write(
        translation_key=translation_key,
        terms=terms,
        now=timezone.now(),
        opening=opening_of(leading),
        user=revision.user if revision else None,
    )


def terms_of(page: "ProductPage") -> list[Terms]:
    """One for each variant, else one for the page; none for what has no price or no number."""
    choices: list[ProductVariant | None] = list(page.variants.all()) or [None]
    return [terms for choice in choices if (terms := _terms(page, choice))]


def opening_of(page: "ProductPage") -> dict[str, int | None]:
    """{sku: stock to begin with}."""
    return {page.sku: page.opening_stock} | {each.sku: each.opening_stock for each in page.variants.all()}


def _terms(page: "ProductPage", variant: "ProductVariant | None") -> Terms | None:
    """A variant with a price of its own is reduced only to one of its own."""
    own = variant if variant is not None and variant.price is not None else None
    price, reduced = (own.price, own.sale_price) if own else (page.price, page.sale_price)
    if variant is not None and variant.sale_price is not None:
        reduced = variant.sale_price
    sku = variant.sku if variant else page.sku
    if price is None or not sku:
        return None
    return Terms(
        sku=sku,
        name=page.title,
        label=variant.label if variant else "",
        variant_key=variant.translation_key if variant else None,
        kind=page.kind,
        price=price,
        sale_price=reduced if reduced is not None and reduced < price else None,
        sale_from=page.sale_from,
        sale_to=page.sale_to,
        tax_class=page.tax_class,
        weight=variant.weight if variant and variant.weight is not None else page.weight,
        ships=page.kind == Offer.GOODS,
        backorder=page.backorder,
    )


def _without_taken(terms: list[Terms], translation_key: UUID) -> list[Terms]:
    """The editor's form refuses numbers that are taken; pages published otherwise sell what they can."""
    taken = publishing.taken_skus([each.sku for each in terms], translation_key=translation_key)
    if taken:
        logger.warning("Product %s: SKUs of other products left out: %s", translation_key, ", ".join(sorted(taken)))
    free = {each.sku.lower(): each for each in reversed(terms) if each.sku not in taken}
    return [each for each in terms if free.get(each.sku.lower()) is each]
