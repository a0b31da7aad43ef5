"""The editors' list of posts (B18), with filters that the report shares."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import WorkflowState

from blog.models import Author, BlogPostPage, Category
from blog.posts import PostQuerySet
from stoa.core import sites

STATES = [
    ("draft", _("Draft")),
    ("review", _("In review")),
    ("scheduled", _("Scheduled")),
    ("live", _("Published")),
    ("changed", _("Published, with unpublished changes")),
    ("expired", _("Expired")),
]


class PostFilterSet(WagtailFilterSet):
    """Posts by state, date, author and category; by language as Wagtail does it."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="filter_state")
    published_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    author = django_filters.ModelChoiceFilter(
        label=_("Author"), queryset=Author.objects.order_by("name", "pk"), method="filter_author"
    )
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=Category.objects.order_by("name", "pk"), method="filter_category"
    )

    class Meta:
        model = BlogPostPage
        fields: list[str] = []

    def filter_state(self, posts: QuerySet, name: str, value: str) -> QuerySet:
        return in_state(posts, value)

    def filter_author(self, posts: PostQuerySet, name: str, value: Author) -> QuerySet:
        return posts.by_author(value.translation_key)

    def filter_category(self, posts: PostQuerySet, name: str, value: Category) -> QuerySet:
        return posts.in_categories(Category.objects.keys_within(value))


def in_state(posts: QuerySet, state: str) -> QuerySet:
    """The posts that are, to an editor, in one of STATES."""
    reviewed = WorkflowState.objects.filter(
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
        base_content_type__app_label="wagtailcore",
    ).values_list("object_id", flat=True)
    in_review = [int(pk) for pk in reviewed]
    waiting = posts.filter(live=False, expired=False).exclude(pk__in=in_review)
    return {
        "draft": waiting.exclude(go_live_at__gt=timezone.now()),
        "review": posts.filter(pk__in=in_review),
        "scheduled": waiting.filter(go_live_at__gt=timezone.now()),
        "live": posts.filter(live=True),
        "changed": posts.filter(live=True, has_unpublished_changes=True),
        "expired": posts.filter(expired=True),
    }[state]


def author_names(post: BlogPostPage) -> str:
    return ", ".join(link.author.name for link in post.post_authors.all())


def language_name(post: BlogPostPage) -> str:
    """The language in its own words; no query."""
    return dict(settings.LANGUAGES)[sites.language_of(post.locale_id)]


def title_column() -> TitleColumn:
    """The title as a link to the editor. (Wagtail's own column asks wagtail-localize two queries a row.)"""
    return TitleColumn("title", label=_("Title"), sort_key="title", url_name="wagtailadmin_pages:edit")


class PostIndexView(IndexView):
    """Loads the authors of all listed posts at once."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("post_authors__author")


class PostListing(PageListingViewSet):
    """Title, authors, date and state of every post; searchable, sortable."""

    model = BlogPostPage
    index_view_class = PostIndexView
    icon = "edit"
    menu_label = _("Posts")
    menu_order = 150
    add_to_admin_menu = True
    name = "blog_posts"
    url_prefix = "blog/posts"
    filterset_class = PostFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        title_column(),
        Column("authors", label=_("Authors"), accessor=author_names, width="18%"),
        Column("language", label=_("Language"), accessor=language_name, sort_key="locale", width="10%"),
        DateColumn("published_at", label=_("Date"), sort_key="published_at", width="12%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]
