"""The editors' list of posts (B18), with filters that the report shares."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.listing import IndexView

from blog.models import Author, BlogPostPage, Category
from blog.posts import PostQuerySet
from stoa.core.page_lists import STATES, PageList, in_state, language_name, title_column


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


def author_names(post: BlogPostPage) -> str:
    return ", ".join(link.author.name for link in post.post_authors.all())


class PostIndexView(IndexView):
    """Loads the authors of all listed posts at once."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("post_authors__author")


class PostListing(PageList):
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
