"""Questions asked of many product pages."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.db.models import Count, Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, Lower
from wagtail.models import PageManager

from shop.catalogue.filters import Filters
from shop.catalogue.models.offers import Offer
from stoa.core.access import VisiblePageQuerySet

RELATED_AT_MOST = 4
LINK_FIELDS = ("title", "slug", "url_path", "depth", "path", "locale_id", "translation_key", "alias_of_id")
CARD_FIELDS = (*LINK_FIELDS, "intro", "kind", "picture_id", "cooked", "cooked_version", "first_published_at")


class ProductQuerySet(VisiblePageQuerySet):
    """Products; which of them a reader may see is said with `visible_to(user)`."""

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def with_tags(self, slugs: Collection[str]) -> Self:
        """Products with any of these tags."""
        links = self.model.tags.through.objects.filter(tag__slug__in=slugs)
        return self.filter(pk__in=links.values("content_object"))

    def in_categories(self, translation_keys: Any) -> Self:
        """Products filed under any of these categories, in any language."""
        links = self.model.categories.through.objects.filter(productcategory__translation_key__in=translation_keys)
        return self.filter(pk__in=links.values("productpage"))

    def with_source(self) -> Self:
        """With `sold_id`, the translation key of what is sold here, and `source_id`, the page that states it."""
        return self.annotate(
            sold_id=Coalesce("alias_of__translation_key", "translation_key"), source_id=Coalesce("alias_of_id", "pk")
        )

    def fitting(self, filters: Filters, now: datetime) -> Self:
        """Products that `fit`. Only of `with_source`."""
        return self.filter(self.fit(filters, now))

    def fit(self, filters: Filters, now: datetime) -> Exists:
        """Has the product an offer that meets all of `filters` but categories and tags, at the same time?"""
        offers = Offer.objects.fitting(filters, now).filter(translation_key=OuterRef("sold_id"))
        if filters.options:
            variants = self.model.variants.rel.related_model.objects.choosing(filters.options)
            page = OuterRef(OuterRef("source_id"))
            offers = offers.filter(Exists(variants.filter(page=page, translation_key=OuterRef("variant_key"))))
        return Exists(offers)

    def in_order(self, order: str, now: datetime) -> Self:
        """In one of `filters.ORDERS`; by the lowest price that a card shows. Only of `with_source`."""
        offers: Any = Offer.objects.for_sale().filter(translation_key=OuterRef("sold_id"))
        if order in ("cheapest", "dearest"):
            lowest = offers.with_price(now).order_by("price_now").values("price_now")[:1]
            priced = self.annotate(lowest_price=Subquery(lowest))
            direction = F("lowest_price").asc() if order == "cheapest" else F("lowest_price").desc()
            return priced.order_by(direction, "-pk")
        if order == "popular":
            sold = offers.order_by().values("translation_key").annotate(all=Sum("sold")).values("all")
            return self.annotate(times_sold=Subquery(sold)).order_by("-times_sold", "-first_published_at", "-pk")
        return self.order_by(Lower("title"), "pk") if order == "name" else self.newest_first()

    def for_cards(self) -> Self:
        """With what a card shows besides the offers (`ProductPage.prepare_cards`)."""
        return self.select_related("alias_of").only(*CARD_FIELDS, "alias_of__translation_key")

    def related_to(self, product: Any) -> Self:
        """What the editor put beside `product`, in its language and in the editor's order."""
        links = self.model.related_products.rel.related_model.objects.filter(page=product.pk)
        place = links.filter(product__translation_key=OuterRef("translation_key")).values("sort_order")[:1]
        keys = links.values("product__translation_key")
        found = self.filter(translation_key__in=keys, locale_id=product.locale_id, alias_of=None)
        return found.order_by(Subquery(place), "pk")

    def filed_under(self, category_keys: Collection[Any], tag_ids: Collection[int]) -> Self:
        """Products of any of these categories or with any of these tags, those that share most of them first."""
        categories = self.model.categories.through.objects.filter(
            productpage=OuterRef("source_id"), productcategory__translation_key__in=category_keys
        )
        tags = self.model.tags.through.objects.filter(content_object=OuterRef("source_id"), tag__in=tag_ids)
        shared = _number(categories, of="productpage") + _number(tags, of="content_object")
        found = self.annotate(shared=shared).filter(shared__gt=0)
        return found.order_by("-shared", "-first_published_at", "-pk")


def _number(links: Any, *, of: str) -> Coalesce:
    counted = links.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


ProductManager = PageManager.from_queryset(ProductQuerySet)
