"""Questions asked of many posts."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager

from community.comments.models import Thread
from stoa.core.access import VisiblePageQuerySet

SIMILAR_AT_MOST = 4
LINK_FIELDS = ("title", "slug", "url_path", "depth", "path", "locale_id", "published_at", "intro")


class PostQuerySet(VisiblePageQuerySet):
    """Posts; which of them a reader may see is said with `visible_to(user)`."""

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def featured_first(self) -> Self:
        return self.order_by("-is_featured", "-published_at", "-pk")

    def tagged(self, slug: str) -> Self:
        return self.filter(pk__in=_posts_of(self.model, "post_tags", tag__slug=slug))

    def in_categories(self, translation_keys: Any) -> Self:
        """Posts filed under any of these categories, in any language."""
        return self.filter(
            pk__in=self.model.categories.through.objects.filter(category__translation_key__in=translation_keys).values(
                "blogpostpage"
            )
        )

    def by_author(self, translation_key: Any) -> Self:
        return self.filter(pk__in=_posts_of(self.model, "post_authors", author__translation_key=translation_key))

    def by_user(self, user_id: int) -> Self:
        """Posts with an author who is this user, in any language."""
        return self.filter(pk__in=_posts_of(self.model, "post_authors", author__user=user_id))

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

    def in_series(self, post: Any) -> Self:
        """The parts of the post's series, the first one first; nothing when it is in none."""
        if post.series_id is None:
            return self.none()
        return self.filter(series=post.series_id).order_by("published_at", "pk")

    def with_comment_count(self) -> Self:
        threads = Thread.objects.filter(translation_key=OuterRef("translation_key")).values("comment_count")
        return self.annotate(comment_count=Coalesce(Subquery(threads, output_field=IntegerField()), Value(0)))

    def most_commented(self) -> Self:
        """Posts with comments, those with most first."""
        return self.with_comment_count().filter(comment_count__gt=0).order_by("-comment_count", "-published_at", "-pk")

    def as_links(self) -> Self:
        """With what a link to the post needs: title, address, date."""
        return self.only(*LINK_FIELDS)

    def as_parts(self) -> Self:
        """With what a link in a series needs, and the title of the series."""
        return self.select_related("series").only(*LINK_FIELDS, "series__title")

    def for_cards(self) -> Self:
        """With what a card shows, the cover included: it is cooked."""
        return self.as_links().only(*LINK_FIELDS, "cover_id", "cooked", "word_count", "is_featured")

    def similar_to(self, post: Any) -> Self:
        """At most four: most shared tags, then newest; never the post itself; only its own language."""
        if not post.filing["tags"]:
            return self.none()
        shared = reduce(or_, (Q(post_tags__tag=tag["id"]) for tag in post.filing["tags"]))
        order = ("-shared_tags", "-published_at", "-pk")
        ranked = self.filter(shared, locale=post.locale_id).exclude(pk=post.pk).order_by().values("pk")
        best = ranked.annotate(shared_tags=Count("post_tags")).order_by(*order).values("pk")[:SIMILAR_AT_MOST]
        # Only these are read as a whole.
        found = self.model.objects.filter(shared, pk__in=best)
        return found.annotate(shared_tags=Count("post_tags")).order_by(*order)


def _posts_of(model: Any, relation: str, **conditions: Any) -> Any:
    """Ids of the posts that rows of `relation` belong to: no joins, so no post twice."""
    field = model._meta.get_field(relation).field
    return field.model.objects.filter(**conditions).values(field.name)


def _beside(post: Any, direction: str) -> Q:
    """The posts on one side; the moment is named first and alone, where the index begins."""
    moment: datetime = post.published_at or timezone.now()
    strictly = Q(**{f"published_at__{direction}": moment}) | Q(**{f"pk__{direction}": post.pk or 0})
    return Q(**{f"published_at__{direction}e": moment}) & strictly


PostManager = PageManager.from_queryset(PostQuerySet)
