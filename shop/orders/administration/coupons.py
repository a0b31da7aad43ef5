"""Coupons in the admin: what each gives, how often it was used, and how much it took off."""

from typing import Any

import django_filters
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from shop.orders.administration.coupon_form import CouponForm
from shop.orders.models import Coupon
from shop.orders.models.coupons import Kind
from stoa.core.admin_lists import AmountColumn, KeepingDeleteView
from stoa.core.exports import HarmlessExportMixin
from stoa.core.money import Money, round_money, shown_money


class CouponFilterSet(WagtailFilterSet):
    """Coupons by kind, and those that can be used now."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices)
    is_open = django_filters.BooleanFilter(label=_("Can be used now"), method="by_openness")
    free_shipping = django_filters.BooleanFilter(label=_("Free shipping"))

    class Meta:
        model = Coupon
        fields: list[str] = []

    def by_openness(self, coupons: QuerySet[Coupon], name: str, value: bool) -> QuerySet[Coupon]:
        usable = Coupon.objects.open(timezone.now()).values("pk")
        return coupons.filter(pk__in=usable) if value else coupons.exclude(pk__in=usable)


def worth(coupon: Coupon) -> str:
    """ "10 %", "€5.00", "free shipping"."""
    parts = []
    if coupon.value and coupon.kind == Kind.PERCENT:
        parts.append(f"{coupon.value.normalize():f} %")
    elif coupon.value:
        parts.append(shown_money(Money(coupon.value, coupon.currency)))
    if coupon.free_shipping:
        parts.append(gettext("free shipping"))
    return ", ".join(parts)


def uses(coupon: Coupon) -> str:
    """ "3 of 5"."""
    if coupon.limit_total is None:
        return str(coupon.used)
    return gettext("%(used)s of %(limit)s") % {"used": coupon.used, "limit": coupon.limit_total}


def uses_url(coupon: Coupon) -> str:
    return f"{reverse('shop_coupon_uses:index')}?coupon={coupon.pk}"


def taken_off(coupon: Any) -> str:
    """What its uses that count came to, shown."""
    return shown_money(Money(coupon.discount_sum, coupon.currency)) if coupon.discount_sum else ""


class CouponIndexView(HarmlessExportMixin, IndexView):
    """The report: each coupon with what its uses came to, in one query."""

    def get_base_queryset(self) -> QuerySet[Coupon]:
        kept = Q(redemptions__given_back_at=None)
        return Coupon.objects.annotate(
            discount_sum=Sum("redemptions__discount", filter=kept),
            given_back=Count("redemptions", filter=~kept),
            last_used_at=Max("redemptions__redeemed_at", filter=kept),
        )

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Sums in whole units of the currency."""
        row = super().to_row_dict(item)
        return row | {"discount_sum": round_money(row["discount_sum"] or item.value * 0, item.currency)}


class CouponDeleteView(KeepingDeleteView):
    """What was used stays: orders were paid with it."""

    refusal = _("This coupon was used: take it out of use instead.")


class CouponViewSet(ModelViewSet):
    """Coupons."""

    model = Coupon
    icon = "tag"
    name = "shop_coupons"
    url_prefix = "shop/coupons"
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = CouponIndexView
    delete_view_class = CouponDeleteView
    filterset_class = CouponFilterSet
    search_fields = ("code", "note")
    search_backend_name = None
    ordering = ("-created_at", "-pk")
    list_per_page = 50
    list_display = (
        "code",
        Column("worth", label=_("Gives"), accessor=worth),
        TitleColumn("uses", label=_("Used"), accessor=uses, sort_key="used", get_url=uses_url),
        AmountColumn("taken_off", label=_("Discounts"), accessor=taken_off, sort_key="discount_sum"),
        DateColumn("last_used_at", label=_("Last used"), sort_key="last_used_at"),
        DateColumn("ends_at", label=_("Ends"), sort_key="ends_at"),
        BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
    )
    list_export = (
        "code",
        "kind",
        "value",
        "free_shipping",
        "used",
        "limit_total",
        "given_back",
        "discount_sum",
        "currency",
        "last_used_at",
        "starts_at",
        "ends_at",
    )
    export_headings = {"given_back": _("Given back"), "discount_sum": _("Discounts"), "last_used_at": _("Last used")}
    export_filename = "coupons"

    def get_form_class(self, for_update: bool = False) -> type[CouponForm]:
        return CouponForm
