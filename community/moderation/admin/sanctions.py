"""Sanctions in the admin: who is under one, and lifting it; and the log of all decisions."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.models import IndexView

from community.moderation import sanctions
from community.moderation.models import Action, Decision, Sanction
from stoa.accounts.models import User


class LiftColumn(Column):
    """A button that lifts a sanction that still holds."""

    cell_template_name = "moderation/admin/lift_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        facts = super().get_cell_context_data(instance, parent_context)
        return facts | {"is_running": instance.is_running, "url": reverse("moderation:lift", args=[instance.pk])}


class SanctionsView(IndexView):
    """All sanctions, newest first."""

    model = Sanction
    page_title = _("Sanctions")
    header_icon = "lock"
    index_url_name = "moderation:sanctions"
    index_results_url_name = "moderation:sanctions_results"
    any_permission_required = None  # the address asks
    default_ordering = ("-starts_at", "-pk")
    list_filter = ("kind",)
    paginate_by = 50
    columns = (
        Column("user", label=_("Member"), accessor="user"),
        Column("kind", label=_("Sanction"), accessor="get_kind_display"),
        Column("reason", label=_("Reason"), accessor="reason"),
        DateColumn("starts_at", label=_("From")),
        DateColumn("ends_at", label=_("Until")),
        Column("given_by", label=_("Moderator"), accessor="given_by"),
        LiftColumn("lift", label=_("Lift")),
    )

    def get_base_queryset(self) -> QuerySet[Sanction]:
        return Sanction.objects.select_related("user", "given_by").with_running(timezone.now())


class DecisionFilterSet(WagtailFilterSet):
    """Decisions by what was done."""

    action = django_filters.ChoiceFilter(label=_("Action"), choices=Action.choices)

    class Meta:
        model = Decision
        fields = ("action",)


class LogView(IndexView):
    """Every decision, newest first."""

    model = Decision
    page_title = _("Log of moderation")
    header_icon = "history"
    index_url_name = "moderation:log"
    index_results_url_name = "moderation:log_results"
    any_permission_required = None  # the address asks
    default_ordering = ("-decided_at", "-pk")
    filterset_class = DecisionFilterSet
    paginate_by = 50
    columns = (
        DateColumn("decided_at", label=_("Date")),
        Column("moderator", label=_("Moderator"), accessor="moderator"),
        Column("action", label=_("Action"), accessor="get_action_display"),
        Column("kind", label=_("Kind"), accessor="kind"),
        Column("key", label=_("Which"), accessor="key"),
        Column("note", label=_("Note"), accessor="note"),
    )

    def get_base_queryset(self) -> QuerySet[Decision]:
        return Decision.objects.select_related("moderator")


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    sanction = get_object_or_404(Sanction, pk=pk)
    if sanctions.lift(sanction=sanction, moderator=cast(User, request.user), now=timezone.now()):
        messages.success(request, gettext("The sanction is lifted."))
    return redirect("moderation:sanctions")
