"""Payments in the admin: the list, and one with its refunds and events."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import InspectView

from shop.catalogue.administration.menu import SHOP_MENU
from shop.payments import reconciling, registry, unanswered
from shop.payments.administration import held
from shop.payments.administration.previews import RIGHT
from shop.payments.exceptions import ProviderUnknown
from shop.payments.models import Dispute, Payment, PaymentState, Refund, RefundState
from stoa.core.admin_lists import AmountColumn, ListView, ListViewSet, state_of
from stoa.core.exports import HarmlessExportMixin
from stoa.core.money import round_money, shown_money


class PaymentFilterSet(WagtailFilterSet):
    """Payments by state, way, day, and whether a bank disputes them."""

    state = django_filters.MultipleChoiceFilter(label=gettext_lazy("State"), choices=PaymentState.choices)
    provider = django_filters.ChoiceFilter(label=gettext_lazy("Way to pay"), choices=registry.choices)
    created_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Begun"), widget=DateRangePickerWidget)
    dispute = django_filters.ChoiceFilter(label=gettext_lazy("Dispute"), choices=Dispute.choices)
    to_send = django_filters.BooleanFilter(label=gettext_lazy("Transfer still to be sent"), method="by_transfer")

    class Meta:
        model = Payment
        fields: list[str] = []

    def by_transfer(self, payments: QuerySet[Payment], name: str, value: bool) -> QuerySet[Payment]:
        awaited = Refund.objects.to_send(registry.by_hand()).values("payment")
        return payments.filter(pk__in=awaited) if value else payments.exclude(pk__in=awaited)


def way(payment: Payment) -> str:
    return registry.label(payment.provider)


def amount(payment: Payment) -> str:
    return shown_money(payment.money)


class PaymentsView(HarmlessExportMixin, ListView):
    """The newest first."""

    model = Payment
    page_title = gettext_lazy("Payments")
    header_icon = "tag"
    filterset_class = PaymentFilterSet
    default_ordering = ("-created_at", "-pk")
    search_fields = ("order__number", "order__email", "reference", "charge")
    columns = (
        TitleColumn(
            "order",
            label=gettext_lazy("Order"),
            classname="whole",
            get_url=lambda payment: reverse("shop_payments:inspect", args=[payment.pk]),
        ),
        DateColumn("created_at", label=gettext_lazy("Begun"), sort_key="created_at"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=state_of,
            sort_key="state",
            primary=lambda payment: payment.state != PaymentState.HELD,
        ),
        Column("provider", label=gettext_lazy("Way to pay"), accessor=way, sort_key="provider"),
        AmountColumn("amount", label=gettext_lazy("Amount"), accessor=amount, sort_key="amount"),
    )
    # Without the buyer: a file goes further than a list.
    list_export = (
        "order.number", "created_at", "settled_at", "state", "provider", "reference", "amount", "refunded", "currency",
    )  # fmt: skip
    export_headings = {"order.number": gettext_lazy("Order"), "provider": gettext_lazy("Way to pay")}
    export_filename = "payments"

    def get_base_queryset(self) -> QuerySet[Payment]:
        return Payment.objects.select_related("order")

    def to_row_dict(self, item: Payment) -> dict[str, Any]:
        """State and way in words, amounts in whole units of the currency."""
        amounts = {name: round_money(getattr(item, name), item.currency) for name in ("amount", "refunded")}
        return super().to_row_dict(item) | amounts | {"state": state_of(item), "provider": way(item)}


class PaymentView(InspectView):
    """One payment: three queries whatever happened to it, one more for disputes, besides those of every page there."""

    model = Payment
    any_permission_required = ["view"]
    template_name = "payments/administration/payment.html"
    fields = ["reference"]
    page_title = gettext_lazy("Payment")
    header_icon = "tag"

    def get_page_subtitle(self) -> str:
        return _("Order %s") % self.object.order.number

    def get_queryset(self) -> QuerySet[Payment]:
        return Payment.objects.select_related("order", "user")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payment, may_decide = self.object, self.request.user.has_perm(RIGHT)
        buttons, why_not = held.buttons(payment) if may_decide else ([], "")
        return super().get_context_data(**kwargs) | {
            "buttons": buttons,
            "why_not": why_not,
            "payment": payment,
            "state": state_of(payment),
            "way": way(payment),
            "refunds": payment.refunds.select_related("user").order_by("pk"),
            "events": payment.events.order_by("received_at", "pk"),
            "disputes": payment.disputes.order_by("pk") if payment.dispute else [],
            "dashboard_url": _dashboard_url(payment),
            "may_ask": may_decide and payment.provider not in registry.by_hand(),
        }


class AskView(View):
    """POST: ask the provider how it stands, and do what follows; refunds that wait are sent again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        payment = get_object_or_404(Payment.objects.select_related("order"), pk=pk)
        now = timezone.now()
        for refund_id in payment.refunds.filter(state=RefundState.WAITING).order_by("pk").values_list("pk", flat=True):
            unanswered.send_waiting(refund_id, now)
        line = reconciling.compare(payment=payment, now=now)
        messages.info(request, line or _("It is as the provider says."))
        return redirect("shop_payments:inspect", pk)


class PaymentsViewSet(ListViewSet):
    """Payments are written by `attempts`, `settlement` and `refunding`."""

    name = "shop_payments"
    url_prefix = "shop/payments"
    icon = "tag"
    menu_label = gettext_lazy("Payments")
    menu_hook = SHOP_MENU
    menu_order = 155
    index_view_class = PaymentsView
    permission = "payments.view_payment"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", PaymentView.as_view(index_url_name=self.get_url_name("index")), name="inspect"),
            path("<int:pk>/ask/", AskView.as_view(), name="ask"),
        ]


def _dashboard_url(payment: Payment) -> str:
    try:
        return registry.get(payment.provider).dashboard_url(payment)
    except ProviderUnknown:
        return ""
