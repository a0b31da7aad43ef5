"""The list of actions in the admin (C05): looked at and deleted there, never written by hand.

What members keep to themselves is shown to superusers only.
"""

import re
from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from community.activity import verbs
from community.activity.models import Action
from community.members.models import Audience
from stoa.core import things
from stoa.core.admin_lists import WordSearchMixin

_NAME = re.compile(r"\{\w+\}")


class ActionPolicy(ModelPermissionPolicy):
    """Seeing and deleting are the only rights."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "delete") and super().user_has_permission(user, action)


def _verbs() -> list[tuple[str, str]]:
    """Each verb by its sentence without the names: "… likes …". Labels are words of the members about themselves."""
    return [(verb.name, _NAME.sub("…", str(verb.sentence))) for verb in verbs.verbs()]


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.name, kind.label) for kind in things.kinds()]


class ActionFilterSet(WagtailFilterSet):
    """Actions by verb, kind of thing, audience and date."""

    verb = django_filters.MultipleChoiceFilter(label=_("Verb"), choices=_verbs)
    kind = django_filters.MultipleChoiceFilter(label=_("Kind of thing"), choices=_kinds)
    audience = django_filters.MultipleChoiceFilter(label=_("Shown to"), choices=Audience.choices)
    created_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Action
        fields: list[str] = []


def _tell(actions: Iterable[Action], viewer: Any) -> None:
    """Give each action the words that the list shows; one query for each kind of thing."""
    labels = dict(_verbs())
    told = list(actions)
    found = things.find_all({(action.kind, action.key) for action in told if action.kind}, viewer)
    for action in told:
        thing = found.get((action.kind, action.key))
        action.__dict__["told"] = {
            "verb": labels.get(action.verb, action.verb),
            "thing": thing.title if thing else action.key,
        }


class ActionIndexView(WordSearchMixin, IndexView):
    """Newest first."""

    default_ordering = "-created_at"

    def get_base_queryset(self) -> QuerySet[Action]:
        actions = Action.objects.select_related("actor")
        return actions if self.request.user.is_superuser else actions.exclude(audience=Audience.NOBODY)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        _tell(context["object_list"], self.request.user)
        return context


class ActionViewSet(SnippetViewSet):
    """Actions in the admin."""

    model = Action
    icon = "history"
    menu_label = _("Activity")
    add_to_admin_menu = True
    menu_order = 260
    admin_url_namespace = "activity_actions"
    base_url_path = "activity"
    copy_view_enabled = False
    index_view_class = ActionIndexView
    filterset_class = ActionFilterSet
    search_fields = ("actor__display_name", "actor__handle")
    list_per_page = 50
    list_display = (
        Column("actor", label=_("Member"), accessor="actor"),
        Column("verb", label=_("Verb"), accessor="told.verb", sort_key="verb"),
        Column("thing", label=_("What"), accessor="told.thing"),
        Column("audience", label=_("Shown to"), accessor="get_audience_display"),
        DateColumn("created_at", label=_("Date"), sort_key="created_at"),
    )

    def register_chooser_viewset(self) -> None:
        """Nobody chooses one, and Wagtail's chooser shows all of them to whoever may enter the admin."""
