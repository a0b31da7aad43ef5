"""The report of posts: what they are, how long, and what should be mended; exports to CSV and XLSX."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from blog.editing.listing import PostFilterSet, author_names
from blog.models import BlogPostPage
from stoa.core.checking import find_all_problems
from stoa.core.exports import HarmlessExportMixin
from stoa.core.page_lists import language_name, title_column

KINDS = [
    ("any", _("Anything")),
    ("description", _("No description")),
    ("alt", _("No alternative text")),
    ("link", _("Broken link")),
    ("author", _("No author")),
]


class ReportFilterSet(PostFilterSet):
    """The list's filters, and by what should be mended."""

    problem = django_filters.ChoiceFilter(label=_("To mend"), choices=KINDS, method="filter_problem")

    def filter_problem(self, posts: Any, name: str, value: str) -> Any:
        """Reads the bodies of the posts left by the other filters; problems are not stored, they come and go."""
        found = list(posts)
        kinds = [{problem.kind for problem in problems} for problems in find_all_problems(found)]
        wanted = [post.pk for post, has in zip(found, kinds, strict=True) if value in has or (value == "any" and has)]
        return posts.filter(pk__in=wanted)


class PostReportView(HarmlessExportMixin, ReportView):
    """Posts that the editor may explore."""

    model = BlogPostPage
    index_url_name = "blog_post_report"
    index_results_url_name = "blog_post_report_results"
    page_title = _("Posts")
    header_icon = "edit"
    filterset_class = ReportFilterSet
    is_searchable = False
    default_ordering = "-published_at"
    columns = [
        title_column(),
        Column("authors", label=_("Authors"), accessor=author_names),
        Column("language", label=_("Language"), accessor=language_name, sort_key="locale"),
        Column("words", label=_("Words"), accessor="word_count", sort_key="word_count"),
        DateColumn("published_at", label=_("Date"), sort_key="published_at"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
        Column("problems", label=_("To mend"), accessor="problem_texts"),
    ]
    list_export = ["title", "author_names", "published_at", "status_string", "word_count", "problem_texts"]
    export_headings = {
        "author_names": _("Authors"),
        "published_at": _("Date"),
        "status_string": _("Status"),
        "word_count": _("Words"),
        "problem_texts": _("To mend"),
    }

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not PagePermissionPolicy().user_has_any_permission(request.user, ["add", "change", "publish"]):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        explorable = PagePermissionPolicy().explorable_instances(self.request.user).values_list("pk", flat=True)
        posts = BlogPostPage.objects.filter(pk__in=explorable)
        posts = posts.select_related("cover", "locale").prefetch_related("post_authors__author")
        # What the status of each is made of.
        posts = posts.prefetch_workflow_states().annotate_approved_schedule()
        return self.order_queryset(posts)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The table and the exports read the same rows."""
        for post, problems in zip(object_list, find_all_problems(object_list), strict=True):
            post.author_names = author_names(post)
            post.problem_texts = " ".join(problem.text for problem in problems)
        return object_list
