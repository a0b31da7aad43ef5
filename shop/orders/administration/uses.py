"""Who has used which coupon: looked at and exported, never changed."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from shop.orders.models import Coupon, Redemption
from stoa.core.admin_lists import ListView, ListViewSet
from stoa.core.exports import HarmlessExportMixin
from stoa.core.money import Money, shown_money


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
    return shown_money(Money(use.discount, use.currency))


class UsesView(HarmlessExportMixin, ListView):
    """The newest first."""

    model = Redemption
    page_title = _("Uses of coupons")
    header_icon = "history"
    filterset_class = UseFilterSet
    default_ordering = ("-redeemed_at", "-pk")
    search_fields = ("coupon__code", "order_key", "email")
    columns = (
        DateColumn("redeemed_at", label=_("Date"), sort_key="redeemed_at"),
        Column("coupon", label=_("Coupon"), accessor="coupon.code", sort_key="coupon__code"),
        Column("buyer", label=_("Buyer"), accessor=buyer),
        Column("order", label=_("Order"), accessor="order_key"),
        Column("discount", label=_("Discount"), accessor=discount, sort_key="discount"),
        DateColumn("given_back_at", label=_("Given back"), sort_key="given_back_at"),
    )
    # Without the buyer: a file goes further than a list.
    list_export = ("redeemed_at", "coupon.code", "order_key", "discount", "currency", "given_back_at")
    export_headings = {"coupon.code": _("Coupon")}
    export_filename = "uses-of-coupons"

    def get_base_queryset(self) -> QuerySet[Redemption]:
        return Redemption.objects.select_related("coupon", "user")


class UsesViewSet(ListViewSet):
    """Uses are written by `shop.orders.coupons` alone."""

    name = "shop_coupon_uses"
    url_prefix = "shop/coupon-uses"
    icon = "history"
    menu_label = _("Uses of coupons")
    index_view_class = UsesView
    permission = "orders.view_redemption"
