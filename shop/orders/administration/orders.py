"""Orders in the admin: the list, and one with what may be done to it."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView

from shop.orders import sending
from shop.orders.administration.lists import ListViewSet
from shop.orders.administration.order_actions import OrderActionView
from shop.orders.contents import contents_of
from shop.orders.models import Coupon, Order, State
from shop.orders.states import may_become
from stoa.core.money import shown_money


class OrderFilterSet(WagtailFilterSet):
    """Orders by state, date, country of the tax and coupon."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=State.choices)
    placed_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    tax_country = django_filters.CharFilter(label=_("Country (two letters)"), lookup_expr="iexact")
    coupon = django_filters.ModelChoiceFilter(label=_("Coupon"), queryset=Coupon.objects.order_by("code"))

    class Meta:
        model = Order
        fields: list[str] = []


def buyer(order: Order) -> str:
    """Their address, else the member: what is left of them."""
    return order.email or (str(order.user) if order.user else "")


def total(order: Order) -> str:
    return shown_money(order.total_money)


class OrdersView(IndexView):
    """The newest first."""

    model = Order
    page_title = _("Orders")
    header_icon = "clipboard-list"
    any_permission_required = ["view", "change"]
    filterset_class = OrderFilterSet
    default_ordering = ("-placed_at", "-pk")
    search_fields = ("number",)
    search_backend_name = None
    paginate_by = 50
    columns = (
        TitleColumn(
            "number",
            label=_("Number"),
            sort_key="number",
            get_url=lambda order: reverse("shop_orders:inspect", args=[order.pk]),
        ),
        DateColumn("placed_at", label=_("Date"), sort_key="placed_at"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("buyer", label=_("Buyer"), accessor=buyer),
        Column("total", label=_("Total"), accessor=total, sort_key="total"),
    )

    def get_base_queryset(self) -> QuerySet[Order]:
        return Order.objects.select_related("user")

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        """Those whose number, buyer, address or SKU holds each of these words."""
        for word in (self.search_query or "").split()[:10]:
            found = Q(lines__sku__icontains=word) | Q(addresses__name__icontains=word)
            hits = Order.objects.filter(found | Q(number__icontains=word) | Q(email__icontains=word)).values("pk")
            queryset = queryset.filter(pk__in=hits)
        return queryset


class OrderView(InspectView):
    """One order: what is in it, what happened to it, and what may be done now."""

    model = Order
    any_permission_required = ["view", "change"]
    template_name = "orders/administration/order.html"
    fields = ["number"]
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = self.object
        contents = contents_of(order)
        return super().get_context_data(**kwargs) | {
            "order": order,
            "contents": contents,
            "events": order.events.select_related("user").order_by("created_at", "pk"),
            "may_change": self.request.user.has_perm("orders.change_order"),
            "may_be_paid": may_become(order, State.PAID),
            "may_be_cancelled": may_become(order, State.CANCELLED),
            "may_be_completed": sending.may_complete(order),
            "to_ship": self._to_ship(contents.lines),
            "parcels": len(contents.shipments),
        }

    def _to_ship(self, lines: Any) -> list[tuple[Any, int]]:
        """(line, how many are left), of an order that may be shipped."""
        if not sending.may_ship(self.object):
            return []
        return [(line, number) for line in lines if (number := sending.left(line))]


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
            path("<int:pk>/", OrderView.as_view(index_url_name=self.get_url_name("index")), name="inspect"),
            path("<int:pk>/<slug:action>/", OrderActionView.as_view(), name="act"),
        ]
