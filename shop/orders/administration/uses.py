"""Who has used which coupon: looked at and exported, never changed."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from shop.orders.models import Coupon, Order, Redemption
from stoa.core.admin_lists import AmountColumn, ListView, ListViewSet, words_of
from stoa.core.exports import HarmlessExportMixin
from stoa.core.keyset import read_uuid
from stoa.core.money import Money, round_money, shown_money

#: Of a word that is in the numbers of more orders the newest count.
ORDERS_AT_MOST = 500


class UseFilterSet(WagtailFilterSet):
    """Uses by coupon and date, those that were given back or not."""

    coupon = django_filters.ModelChoiceFilter(label=_("Coupon"), queryset=Coupon.objects.order_by("code"))
    redeemed_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    counts = django_filters.BooleanFilter(label=_("Counts"), field_name="given_back_at", lookup_expr="isnull")

    class Meta:
        model = Redemption
        fields: list[str] = []


def buyer(use: Redemption) -> str:
    return use.email or (str(use.user) if use.user else "")


def discount(use: Redemption) -> str:
    """Free shipping takes nothing off the goods."""
    if not use.discount and use.coupon.free_shipping:
        return gettext("free shipping")
    return shown_money(Money(use.discount, use.currency))


def number(use: Any) -> str:
    """Of its order; the bare key where there is none."""
    return use.order[1] if use.order else use.order_key


def url(use: Any) -> str:
    return reverse("shop_orders:inspect", args=[use.order[0]]) if use.order else ""


def orders_of(keys: Iterable[str]) -> dict[str, tuple[int, str]]:
    """{key as text: (id, number)} of the orders there are; one query."""
    found = Order.objects.filter(key__in=[key for key in keys if read_uuid(key)])
    return {str(key): (pk, number) for key, pk, number in found.values_list("key", "pk", "number")}


class UsesView(HarmlessExportMixin, ListView):
    """The newest first."""

    model = Redemption
    page_title = _("Uses of coupons")
    header_icon = "history"
    filterset_class = UseFilterSet
    default_ordering = ("-redeemed_at", "-pk")
    search_fields = ("coupon__code", "email")
    columns = (
        DateColumn("redeemed_at", label=_("Date"), sort_key="redeemed_at"),
        Column("coupon", label=_("Coupon"), accessor="coupon.code", sort_key="coupon__code"),
        Column("buyer", label=_("Buyer"), accessor=buyer),
        TitleColumn("order", label=_("Order"), accessor=number, get_url=url),
        AmountColumn("discount", label=_("Discount"), accessor=discount, sort_key="discount"),
        DateColumn("given_back_at", label=_("Given back"), sort_key="given_back_at"),
    )
    # Without the buyer: a file goes further than a list.
    list_export = ("redeemed_at", "coupon.code", "order_key", "discount", "currency", "given_back_at")
    export_headings = {"coupon.code": _("Coupon")}
    export_filename = "uses-of-coupons"

    def get_base_queryset(self) -> QuerySet[Redemption]:
        return Redemption.objects.select_related("coupon", "user")

    def search_queryset(self, queryset: QuerySet[Redemption]) -> QuerySet[Redemption]:
        """Also by the number of the order, which a use knows by its key alone."""
        for word in words_of(self.search_query):
            keys = Order.objects.filter(number__icontains=word).order_by("-pk").values_list("key", flat=True)
            of_orders = Q(order_key__in=[str(key) for key in keys[:ORDERS_AT_MOST]])
            queryset = queryset.filter(of_orders | Q(coupon__code__icontains=word) | Q(email__icontains=word))
        return queryset

    def get_table(self, object_list: Any) -> Any:
        """Two queries for any number of uses."""
        uses = list(object_list)
        orders = orders_of(use.order_key for use in uses)
        for use in uses:
            use.order = orders.get(use.order_key)
        return super().get_table(uses)

    @cached_property
    def _exported(self) -> dict[str, tuple[int, str]]:
        return orders_of(self.get_queryset().values_list("order_key", flat=True))

    def to_row_dict(self, item: Redemption) -> dict[str, Any]:
        """With the number of the order, and the discount in whole units of the currency."""
        row = super().to_row_dict(item)
        _pk, shown = self._exported.get(item.order_key, (0, item.order_key))
        return row | {"order_key": shown, "discount": round_money(item.discount, item.currency)}


class UsesViewSet(ListViewSet):
    """Uses are written by `shop.orders.coupons` alone."""

    name = "shop_coupon_uses"
    url_prefix = "shop/coupon-uses"
    icon = "history"
    menu_label = _("Uses of coupons")
    index_view_class = UsesView
    permission = "orders.view_redemption"
