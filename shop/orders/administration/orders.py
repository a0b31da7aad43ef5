"""The list of orders in the admin."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn, TitleColumn

from shop.orders.administration import order_filters
from shop.orders.administration.order_actions import OrderActionView
from shop.orders.administration.order_export import ExportMixin
from shop.orders.administration.order_page import OrderView
from shop.orders.administration.papers import PapersView
from shop.orders.models import Order, OrderAddress
from stoa.core.admin_lists import AmountColumn, ListView, ListViewSet, state_of
from stoa.core.money import shown_money


def with_buyers(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Each with `buyer_name`, of the address it goes to or is paid at; "" without."""
    addresses = OrderAddress.objects.filter(order=OuterRef("pk")).order_by("-kind").values("name")
    return orders.annotate(buyer_name=Subquery(addresses[:1]))


def buyer(order: Any) -> str:
    """Their name, else their address for mail: what is left of them."""
    return order.buyer_name or order.email or (str(order.user) if order.user else "")


def country(order: Order) -> str:
    return str(countries.name(order.tax_country) or order.tax_country)


def total(order: Order) -> str:
    return shown_money(order.total_money)


class ChoiceColumn(BaseColumn):
    """Boxes to choose orders for printing, and one that chooses all of them."""

    header_template_name = "orders/administration/choose_all.html"
    cell_template_name = "orders/administration/choose.html"


class OrdersView(ExportMixin, ListView):
    """The newest first."""

    model = Order
    page_title = _("Orders")
    header_icon = "clipboard-list"
    any_permission_required = ["view", "change"]
    results_template_name = "orders/administration/orders_results.html"
    filterset_class = order_filters.OrderFilterSet
    default_ordering = ("-placed_at", "-pk")
    search_fields = ("number",)
    columns = (
        ChoiceColumn("choose", width="4%"),
        TitleColumn(
            "number",
            label=_("Number"),
            sort_key="number",
            get_url=lambda order: reverse("shop_orders:inspect", args=[order.pk]),
        ),
        DateColumn("placed_at", label=_("Placed"), sort_key="placed_at"),
        StatusTagColumn(
            "state", label=_("State"), accessor=state_of, sort_key="state", primary=lambda order: order.is_settled
        ),
        Column("buyer", label=_("Buyer"), accessor=buyer),
        Column("country", label=_("Country"), accessor=country, sort_key="tax_country"),
        AmountColumn("total", label=_("Total"), accessor=total, sort_key="total"),
    )

    def get_base_queryset(self) -> QuerySet[Order]:
        return with_buyers(Order.objects.select_related("user"))

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        return order_filters.found(queryset, self.search_query or "")


class OrdersViewSet(ListViewSet):
    """Orders are written by `shop.orders.placing` and changed by the modules of their subjects."""

    name = "shop_orders"
    url_prefix = "shop/orders"
    icon = "clipboard-list"
    menu_label = _("Orders")
    index_view_class = OrdersView
    permission = "orders.view_order"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("print/", PapersView.as_view(), name="print"),
            path("<int:pk>/", OrderView.as_view(index_url_name=self.get_url_name("index")), name="inspect"),
            path("<int:pk>/<slug:action>/", OrderActionView.as_view(), name="act"),
        ]
