"""Invoices and credit notes in the admin: looked at, exported, never changed."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from shop.orders.invoices.listing import issued_for
from shop.orders.invoices.views import answer
from shop.orders.models import Invoice, InvoiceKind, Order, SellerDetails
from stoa.core.admin_lists import AmountColumn, ListView, ListViewSet
from stoa.core.exports import HarmlessExportMixin
from stoa.core.money import shown_money


class InvoiceFilterSet(WagtailFilterSet):
    """Invoices by kind, year, day, and those whose PDF could not be drawn."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=InvoiceKind.choices)
    year = django_filters.NumberFilter(label=_("Year"))
    issued_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    is_drawn = django_filters.BooleanFilter(label=_("PDF could not be drawn"), method="filter_problems")

    class Meta:
        model = Invoice
        fields: list[str] = []

    def filter_problems(self, invoices: QuerySet[Invoice], name: str, value: bool) -> QuerySet[Invoice]:
        return invoices.exclude(drawing__problem="") if value else invoices.filter(drawing__problem="")


def buyer(invoice: Invoice) -> str:
    return invoice.buyer["company"] or invoice.buyer["name"]


def total(invoice: Invoice) -> str:
    """What a credit note gives back is less."""
    return ("−" if invoice.is_credit_note else "") + shown_money(invoice.total_money)


class InvoicesView(HarmlessExportMixin, ListView):
    """The newest first."""

    model = Invoice
    page_title = _("Invoices")
    header_icon = "doc-full"
    template_name = "orders/administration/invoices.html"
    filterset_class = InvoiceFilterSet
    default_ordering = ("-issued_at", "-pk")
    search_fields = ("buyer__name", "buyer__company", "reference", "order__number")
    columns = (
        TitleColumn(
            "reference",
            label=_("Number"),
            sort_key="reference",
            get_url=lambda invoice: reverse("shop_invoices:pdf", args=[invoice.pk]),
        ),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        DateColumn("issued_at", label=_("Date"), sort_key="issued_at"),
        Column("buyer", label=_("Buyer"), accessor=buyer),
        TitleColumn(
            "order",
            label=_("Order"),
            accessor="order.number",
            get_url=lambda invoice: reverse("shop_orders:inspect", args=[invoice.order_id]),
        ),
        AmountColumn("total", label=_("Total"), accessor=total, sort_key="total"),
        Column("problem", label=_("Problem"), accessor="drawing.problem"),
    )
    # Without the buyer: a file goes further than a list.
    list_export = (
        "reference",
        "kind",
        "issued_at",
        "order.number",
        "order.tax_country",
        "net",
        "tax",
        "total",
        "currency",
    )
    export_headings = {"order.number": _("Order"), "order.tax_country": _("Country of the tax")}
    export_filename = "invoices"

    def get_base_queryset(self) -> QuerySet[Invoice]:
        return Invoice.objects.select_related("order", "drawing").defer("data")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        is_complete = self.results_only or SellerDetails.current().is_complete
        return super().get_context_data(*args, **kwargs) | {"lacks_seller": not is_complete}


@method_decorator(never_cache, name="dispatch")
class InvoicePDFView(View):
    """One of them as PDF, for staff."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("orders.view_invoice"):
            raise PermissionDenied
        return answer(get_object_or_404(Invoice, pk=pk))


def panel(request: HttpRequest, order: Order) -> str:
    """What an order's page in the admin shows of its invoices, to whoever may open them. One query."""
    if not request.user.has_perm("orders.view_invoice"):
        return ""
    invoices = issued_for(order)
    return render_to_string("orders/administration/order_invoices.html", {"invoices": invoices}) if invoices else ""


class InvoicesViewSet(ListViewSet):
    """Invoices are issued by `shop.orders.invoices.issuing` alone."""

    name = "shop_invoices"
    url_prefix = "shop/invoices"
    icon = "doc-full"
    menu_label = _("Invoices")
    index_view_class = InvoicesView
    permission = "orders.view_invoice"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>.pdf", InvoicePDFView.as_view(), name="pdf")]
