"""The list of comments in the admin (B19)."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.contrib.admin.utils import unquote
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from community.comments.finding import page_in
from community.comments.listing import place_of
from community.comments.models import Comment, State
from community.comments.moderating.menu import CommentsMenuItem
from community.comments.moderating.policy import may_moderate
from stoa.core.admin_lists import WordSearchMixin, holding_words

ACTIONS = (
    ("approve", _("Approve"), "check"),
    ("hide", _("Hide"), "no-view"),
    ("spam", _("Mark as spam"), "warning"),
    ("delete", _("Delete"), "bin"),
)
# What a comment is after each.
_STATES = {"approve": State.APPROVED, "hide": State.HIDDEN, "spam": State.SPAM, "delete": State.DELETED}

#: A comment is found by its text and its author.
SEARCHED = ("body", "guest_name", "guest_email", "user__display_name", "user__email")


class CommentFilterSet(WagtailFilterSet):
    """Comments by state, date, kind of author and language."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=State.choices)
    created_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    is_guest = django_filters.BooleanFilter(label=_("Guest"))

    class Meta:
        model = Comment
        fields: list[str] = ["language"]


def listed() -> QuerySet[Comment]:
    """Comments with what the list shows of each, in one query."""
    pages = Page.objects.filter(translation_key=OuterRef("thread__translation_key"))
    in_its_language = pages.filter(locale__language_code=OuterRef("language"))
    titles = (Subquery(some.order_by("pk").values("title")[:1]) for some in (in_its_language, pages))
    return Comment.objects.select_related("user").annotate(page_title=Coalesce(*titles))


def chosen_by(query: QueryDict) -> QuerySet[Comment]:
    """What the list shows for this query string."""
    return holding_words(CommentFilterSet(query, queryset=listed()).qs, query.get("q"), SEARCHED)


def action_url(action: str, comment: Comment, next_url: str) -> str:
    address = reverse("wagtail_bulk_action", args=["comments", "comment", action])
    return f"{address}?{urlencode({'id': comment.pk, 'next': next_url})}"


class CommentIndexView(WordSearchMixin, IndexView):
    """All comments; unless sorted otherwise, first those that wait, then newest first."""

    default_ordering = "-created_at"

    def get_base_queryset(self) -> QuerySet[Comment]:
        return listed()

    def order_queryset(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        # A column of its own: the filters ask for distinct rows, which PostgreSQL orders only by what it selects.
        is_told = queryset.annotate(turn=Case(When(state=State.WAITING, then=0), default=1))
        return is_told.order_by("turn", "-created_at", "-pk")

    def get_list_more_buttons(self, instance: Comment) -> list[Any]:
        """What may be done to one comment; each goes through the same confirmation as many."""
        buttons = super().get_list_more_buttons(instance)
        if not may_moderate(self.request.user):
            return buttons
        next_url = self.request.get_full_path()
        return buttons + [
            Button(label, url=action_url(name, instance, next_url), icon_name=icon, priority=number)
            for number, (name, label, icon) in enumerate(ACTIONS, 40)
        ]


class CommentInspectView(InspectView):
    """One comment with everything known about it, and what may be done."""

    template_name = "comments/admin/inspect.html"

    def get_object(self, queryset: Any = None) -> Comment:
        return get_object_or_404(Comment.objects.with_authors().select_related("thread"), pk=unquote(str(self.pk)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "comment": self.object,
            "page": page_in(self.object.thread.translation_key, self.object.language),
            "place": place_of(self.object) if self.object.is_shown else "",
            "actions": self._actions() if may_moderate(self.request.user) else [],
        }

    def _actions(self) -> list[dict[str, Any]]:
        """What changes something; all but deleting can be taken back, so it alone asks once more."""
        next_url = reverse(self.index_url_name)
        return [
            {
                "label": label,
                "url": action_url(name, self.object, next_url),
                "asks_first": name == "delete",
            }
            for name, label, _icon in ACTIONS
            if self.object.state not in (_STATES[name], State.DELETED)
        ]


class CommentViewSet(SnippetViewSet):
    """Comments in the admin: looked at here, changed only by the actions."""

    model = Comment
    icon = "comment"
    add_to_admin_menu = True
    menu_order = 250
    menu_item_class = CommentsMenuItem
    admin_url_namespace = "moderate_comments"
    base_url_path = "comments"
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = CommentIndexView
    inspect_view_class = CommentInspectView
    index_template_name = "comments/admin/list.html"
    inspect_template_name = "comments/admin/inspect.html"
    filterset_class = CommentFilterSet
    search_fields = SEARCHED
    list_per_page = 50
    list_display = (
        "author_name",
        Column("excerpt", label=_("Comment"), accessor=str, width="35%"),
        Column("page_title", label=_("Page"), accessor="page_title"),
        DateColumn("created_at", label=_("Date"), sort_key="created_at"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            sort_key="state",
            primary=lambda comment: comment.state != State.WAITING,
        ),
    )

    def register_chooser_viewset(self) -> None:
        """Nobody chooses one, and Wagtail's chooser shows all of them to whoever may enter the admin."""
