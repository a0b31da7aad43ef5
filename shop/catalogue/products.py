"""Questions asked of many product pages."""

from typing import Any, Self

from django.db.models import Count, OuterRef, Subquery
from wagtail.models import PageManager

from stoa.core.access import VisiblePageQuerySet

RELATED_AT_MOST = 4
LINK_FIELDS = ("title", "slug", "url_path", "depth", "path", "locale_id", "translation_key", "alias_of_id")
CARD_FIELDS = (*LINK_FIELDS, "intro", "kind", "picture_id", "cooked", "cooked_version", "first_published_at")


class ProductQuerySet(VisiblePageQuerySet):
    """Products; which of them a reader may see is said with `visible_to(user)`."""

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def tagged(self, slug: str) -> Self:
        links = self.model.tags.through.objects.filter(tag__slug=slug)
        return self.filter(pk__in=links.values("content_object"))

    def in_categories(self, translation_keys: Any) -> Self:
        """Products filed under any of these categories, in any language."""
        links = self.model.categories.through.objects.filter(productcategory__translation_key__in=translation_keys)
        return self.filter(pk__in=links.values("productpage"))

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

    def like(self, product: Any) -> Self:
        """Products of its categories, those that share most of them first; never itself; only its own language."""
        ids = [category["id"] for category in product.filing["categories"]]
        return (
            self.filter(categories__in=ids, locale_id=product.locale_id)
            .exclude(translation_key=product.translation_key)
            .annotate(shared=Count("categories"))
            .order_by("-shared", "-first_published_at", "-pk")
        )


ProductManager = PageManager.from_queryset(ProductQuerySet)
