"""The log of what providers have told, in the admin: looked at, and let act once more."""

import json
import re
from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import InspectView

from shop.catalogue.administration.menu import SHOP_MENU
from shop.payments import receiving
from shop.payments.models import EventState, ProviderEvent
from stoa.core.admin_lists import ListView, ListViewSet, state_of
from stoa.core.exports import HarmlessExportMixin


class EventFilterSet(WagtailFilterSet):
    """Events by what became of them."""

    state = django_filters.MultipleChoiceFilter(label=gettext_lazy("State"), choices=EventState.choices)

    class Meta:
        model = ProviderEvent
        fields: list[str] = []


def kind_in_pieces(event: ProviderEvent) -> str:
    """So that a narrow column breaks it where people would."""
    return format_html_join("", "{}<wbr>", ((piece,) for piece in re.split(r"(?<=[._])", event.kind)))


class EventsView(HarmlessExportMixin, ListView):
    """The newest first."""

    model = ProviderEvent
    page_title = gettext_lazy("Events of payment services")
    header_icon = "history"
    filterset_class = EventFilterSet
    default_ordering = ("-received_at", "-pk")
    search_fields = ("event_id", "kind", "payment__order__number")
    columns = (
        TitleColumn(
            "kind",
            label=gettext_lazy("What"),
            accessor=kind_in_pieces,
            classname="pieces",
            sort_key="kind",
            get_url=lambda event: reverse("shop_payment_events:inspect", args=[event.pk]),
        ),
        DateColumn("received_at", label=gettext_lazy("Received"), sort_key="received_at"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=state_of,
            sort_key="state",
            primary=lambda event: event.state not in (EventState.FAILED, EventState.HELD),
        ),
        Column("order", label=gettext_lazy("Order"), accessor="number", classname="whole"),
        Column("attempts", label=gettext_lazy("Tries"), sort_key="attempts"),
    )
    list_export = ("received_at", "provider", "kind", "event_id", "state", "attempts", "error", "number")
    export_headings = {"number": gettext_lazy("Order"), "provider": gettext_lazy("Way to pay")}
    export_filename = "events-of-payment-services"

    def get_base_queryset(self) -> QuerySet[ProviderEvent]:
        events = ProviderEvent.objects.select_related("payment__order")
        return events.annotate(number=Coalesce("payment__order__number", Value("")))


class EventView(InspectView):
    """One event, and what was kept of it."""

    model = ProviderEvent
    any_permission_required = ["view"]
    template_name = "payments/administration/event.html"
    fields = ["event_id"]
    page_title = gettext_lazy("Event")
    header_icon = "history"

    def get_queryset(self) -> QuerySet[ProviderEvent]:
        return ProviderEvent.objects.select_related("payment__order")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event = self.object
        return super().get_context_data(**kwargs) | {
            "event": event,
            "state": state_of(event),
            "body": json.dumps(event.body, indent=2, ensure_ascii=False),
            "may_replay": self.request.user.has_perm("payments.change_providerevent"),
        }


class ReplayView(View):
    """POST: let the event act once more. What it has done already is not done again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("payments.change_providerevent"):
            raise PermissionDenied
        event = get_object_or_404(ProviderEvent, pk=pk)
        try:
            receiving.replay(event_id=event.pk, now=timezone.now())
        except Exception as error:
            # Whatever it is: it is written down with the event, and staff read it there.
            messages.error(request, _("It has failed again: %s") % type(error).__name__)
        else:
            messages.success(request, _("It has acted."))
        return redirect("shop_payment_events:inspect", pk)


class EventsViewSet(ListViewSet):
    """Events are written by `shop.payments.receiving`."""

    name = "shop_payment_events"
    url_prefix = "shop/payment-events"
    icon = "history"
    menu_label = gettext_lazy("Events of payment services")
    menu_hook = SHOP_MENU
    menu_order = 160
    index_view_class = EventsView
    permission = "payments.view_providerevent"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", EventView.as_view(index_url_name=self.get_url_name("index")), name="inspect"),
            path("<int:pk>/replay/", ReplayView.as_view(), name="replay"),
        ]
