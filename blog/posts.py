"""Questions asked of many posts."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import PageManager

from stoa.core.access import VisiblePageQuerySet

SIMILAR_AT_MOST = 4


class PostQuerySet(VisiblePageQuerySet):
    """Posts; which of them a reader may see is said with `visible_to(user)`."""

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def featured_first(self) -> Self:
        return self.order_by("-is_featured", "-published_at", "-pk")

    def tagged(self, slug: str) -> Self:
        return self.filter(post_tags__tag__slug=slug).distinct()

    def in_category(self, translation_key: Any) -> Self:
        return self.filter(categories__translation_key=translation_key).distinct()

    def by_author(self, translation_key: Any) -> Self:
        return self.filter(post_authors__author__translation_key=translation_key).distinct()

    def of_year(self, year: int) -> Self:
        return self.filter(published_at__year=year)

    def of_month(self, year: int, month: int) -> Self:
        return self.filter(published_at__year=year, published_at__month=month)

    def newer_than(self, post: Any) -> Self:
        """Posts after `post`, the nearest first."""
        return self.filter(_beside(post, "gt")).order_by("published_at", "pk")

    def older_than(self, post: Any) -> Self:
        """Posts before `post`, the nearest first."""
        return self.filter(_beside(post, "lt")).newest_first()

    def similar_to(self, post: Any) -> Self:
        """At most four: most shared tags, then newest; never the post itself; only its own language."""
        tag_ids = [link.tag_id for link in post.post_tags.all()]
        return (
            self.filter(post_tags__tag__in=tag_ids, locale_id=post.locale_id)
            .exclude(pk=post.pk)
            .annotate(shared_tags=Count("post_tags"))
            .order_by("-shared_tags", "-published_at", "-pk")[:SIMILAR_AT_MOST]
        )


def _beside(post: Any, direction: str) -> Q:
    moment: datetime = post.published_at or timezone.now()
    return Q(**{f"published_at__{direction}": moment}) | Q(published_at=moment, **{f"pk__{direction}": post.pk})


PostManager = PageManager.from_queryset(PostQuerySet)
