"""What else the buyer may want, by what is in their cart."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from shop.catalogue import recommending
from shop.catalogue.models import ProductPage
from shop.catalogue.recommending import Recommended
from shop.orders import cart as carts
from stoa.core import access


def for_cart(request: HttpRequest) -> Recommended:
    """Nothing for an empty cart. Seven queries at most, whatever is in it, besides the visitor's own."""
    keys = {line.offer.translation_key for line in carts.lines(request)}
    if not keys:
        return Recommended(pages=[])
    products: Any = ProductPage.objects.visible_to(access.viewer(request))
    in_cart = ProductPage.objects.filter(translation_key__in=keys).order_by()
    found = recommending.recommend(
        to=products.filter(locale__language_code=get_language()),
        keys=keys,
        category_keys=in_cart.exclude(categories=None).values("categories__translation_key"),
        tag_ids=in_cart.exclude(product_tags=None).values("product_tags__tag"),
    )
    ProductPage.prepare_cards(found.pages)
    return found
