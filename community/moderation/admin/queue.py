"""The one list of what moderators have to look at, and one case of it."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.models import IndexView

from community.moderation import deciding, subjects
from community.moderation.exceptions import ModerationRefused
from community.moderation.forms import DecisionForm
from community.moderation.models import Case, Decision, Sanction, State
from stoa.core import things
from stoa.core.exceptions import UnknownKind

QUEUE = "moderation:queue"


class CaseFilterSet(WagtailFilterSet):
    """Cases by state and kind; the open ones unless asked otherwise."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=lambda: [(k.name, k.label) for k in things.kinds()])

    class Meta:
        model = Case
        fields = ("state", "kind")


class QueueView(IndexView):
    """Reported things, those open first and the oldest of them on top."""

    model = Case
    page_title = _("Moderation")
    header_icon = "warning"
    index_url_name = QUEUE
    index_results_url_name = "moderation:queue_results"
    template_name = "moderation/admin/queue.html"
    filterset_class = CaseFilterSet
    default_ordering = ("-state", "opened_at", "pk")
    paginate_by = 50
    any_permission_required = None  # the address asks
    columns = (
        TitleColumn("title", label=_("What"), accessor="title", get_url=lambda case: case_url(case)),
        Column("kind", label=_("Kind"), accessor="kind_label"),
        Column("member", label=_("By"), accessor="member"),
        Column("reports", label=pgettext_lazy("of members", "Reports"), accessor="report_count"),
        DateColumn("opened_at", label=_("Since"), sort_key="opened_at"),
        StatusTagColumn(
            "state", label=_("State"), accessor="get_state_display", primary=lambda case: case.state != State.OPEN
        ),
    )

    def get_base_queryset(self) -> QuerySet[Case]:
        counted = Case.objects.annotate(report_count=Count("reports"), reported_at=Max("reports__created_at"))
        return counted.select_related("member")

    def get_table(self, object_list: Any) -> Any:
        cases = list(object_list)
        looks = subjects.looks((case.kind, case.key) for case in cases)
        for case in cases:
            look = looks.get((case.kind, case.key))
            case.title = look.title if look else gettext("No longer there")
            case.kind_label = kind_label(case.kind)
        return super().get_table(cases)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"waiting": waiting()}


class CaseView(WagtailAdminTemplateMixin, TemplateView):
    """One case: the thing, its reports, its member's history, and the decision."""

    template_name = "moderation/admin/case.html"
    header_icon = "warning"
    page_title = _("Case")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.case = get_object_or_404(Case.objects.select_related("member"), pk=kwargs["pk"])
        self.form = DecisionForm(request.POST if request.method == "POST" else None, case=self.case)

    def get_page_subtitle(self) -> str:
        return kind_label(self.case.kind)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = [{"url": reverse(QUEUE), "label": _("Moderation")}, {"url": "", "label": self.get_page_subtitle()}]
        return [*self.breadcrumbs_items, *here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.case
        return super().get_context_data(**kwargs) | {
            "case": case,
            "form": self.form,
            "look": subjects.looks([(case.kind, case.key)]).get((case.kind, case.key)),
            "reports": case.reports.select_related("reporter").order_by("created_at", "pk"),
            "decisions": decisions_about(case.kind, case.key),
            "sanctions": sanctions_of(case),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid() and self._decided():
            messages.success(request, gettext("Decided."))
            return redirect(QUEUE)
        return self.render_to_response(self.get_context_data())

    def _decided(self) -> bool:
        now = timezone.now()
        data = self.form.cleaned_data
        try:
            deciding.decide(
                case=self.case,
                action=data["action"],
                moderator=self.request.user,  # type: ignore[arg-type]  # moderators are users
                note=data["note"],
                sentence=self.form.sentence(now),
                now=now,
            )
        except ModerationRefused as refusal:
            self.form.add_error(None, str(refusal.message))
            return False
        return True


def case_url(case: Case) -> str:
    return reverse("moderation:case", args=[case.pk])


def kind_label(name: str) -> str:
    try:
        return str(things.kind(name).label)
    except UnknownKind:
        return name


def _plural(name: str) -> str:
    return str(things.kind(name).model._meta.verbose_name_plural)


def waiting() -> list[tuple[str, subjects.Waiting]]:
    """(kind in the plural, what waits for approval) of each room where something waits."""
    asked = [(_plural(one.kind), one.waiting()) for one in subjects.subjects() if one.waiting]
    return [(label, found) for label, found in asked if found.number]


def decisions_about(kind: str, key: str) -> QuerySet[Decision]:
    return Decision.objects.filter(kind=kind, key=key).select_related("moderator").order_by("-decided_at", "-pk")[:50]


def sanctions_of(case: Case) -> QuerySet[Sanction]:
    return Sanction.objects.filter(user=case.member_id).select_related("given_by").order_by("-starts_at", "-pk")[:50]
