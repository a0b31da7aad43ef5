"""The desk of the shop's staff: every offer with its price and its stock, which is changed where it stands."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from shop.catalogue import kinds
from shop.catalogue.administration.menu import SHOP_MENU
from shop.catalogue.administration.stocktaking import REASONS, LowStockView, OfferView, StockView
from shop.catalogue.models import Offer, StockSettings
from stoa.core.exports import HarmlessExportMixin
from stoa.core.money import round_money, shown_money

LOOK, CHANGE = "catalogue.view_offer", "catalogue.change_offer"


class OfferFilterSet(WagtailFilterSet):
    """Offers by kind, on sale or not, and how many are left."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: [(name, kinds.label(name)) for name in kinds.names()]
    )
    is_on_sale = django_filters.BooleanFilter(label=_("On sale"))
    left = django_filters.ChoiceFilter(
        label=_("Stock"),
        method="by_stock",
        choices=[("low", _("low")), ("out", _("sold out")), ("owed", _("owed")), ("free", _("not counted"))],
    )

    class Meta:
        model = Offer
        fields: list[str] = []

    def by_stock(self, offers: Any, name: str, value: str) -> QuerySet[Offer]:
        if value == "low":
            return offers.low(StockSettings.threshold())
        return offers.filter({"out": Q(stock=0), "owed": Q(owed__gt=0), "free": Q(stock=None)}[value])


class StockColumn(Column):
    """The stock, as a small form for whoever may change it."""

    cell_template_name = "catalogue/administration/stock_cell.html"

    def get_cell_context_data(self, instance: Offer, parent_context: dict[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return super().get_cell_context_data(instance, parent_context) | {
            "offer": instance,
            "reasons": REASONS,
            "may_change": request.user.has_perm(CHANGE),
            "csrf_token": get_token(request),
            "next": request.get_full_path(),
        }


def price(offer: Offer) -> str:
    """Today's, and the listed one where it is reduced."""
    now = timezone.now()
    today = shown_money(offer.price_at(now))
    return f"{today} ({shown_money(offer.listed_price)})" if offer.is_reduced(now) else today


class OffersView(HarmlessExportMixin, IndexView):
    """All that is or was sold, by number."""

    model = Offer
    page_title = _("Offers and stock")
    header_icon = "tag"
    any_permission_required = ["view", "change"]
    filterset_class = OfferFilterSet
    default_ordering = ("sku", "pk")
    search_fields = ("sku", "name")
    search_backend_name = None
    paginate_by = 50
    columns = (
        TitleColumn(
            "sku", label=_("SKU"), sort_key="sku", get_url=lambda offer: reverse("shop_offers:offer", args=[offer.pk])
        ),
        Column("full_name", label=_("Name"), sort_key="name"),
        Column("price", label=_("Price"), accessor=price, sort_key="price"),
        StockColumn("stock", label=_("Stock"), sort_key="stock"),
        Column("sold", label=_("Sold"), sort_key="sold"),
        BooleanColumn("is_on_sale", label=_("On sale"), sort_key="is_on_sale"),
    )
    list_export = (
        "sku",
        "name",
        "label",
        "kind",
        "price",
        "currency",
        "sale_price",
        "stock",
        "owed",
        "sold",
        "is_on_sale",
    )
    export_filename = "offers"

    def search_queryset(self, queryset: QuerySet[Offer]) -> QuerySet[Offer]:
        """Those whose number or name holds each of these words."""
        for word in (self.search_query or "").split()[:10]:
            queryset = queryset.filter(Q(sku__icontains=word) | Q(name__icontains=word) | Q(label__icontains=word))
        return queryset

    def to_row_dict(self, item: Offer) -> dict[str, Any]:
        """Amounts in whole units of the currency."""
        row = super().to_row_dict(item)
        for name in ("price", "sale_price"):
            row[name] = None if row[name] is None else round_money(row[name], item.currency)
        return row


class OffersMenuItem(MenuItem):
    """For whoever may look at them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(LOOK)


class OffersViewSet(ViewSet):
    """Offers are written by publishing their pages; here only their stock is changed."""

    name = "shop_offers"
    url_prefix = "shop/offers"
    icon = "tag"
    menu_label = _("Offers and stock")
    menu_order = 150
    menu_hook = SHOP_MENU
    menu_item_class = OffersMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        index, results = self.get_url_name("index"), self.get_url_name("index_results")
        return super().get_common_view_kwargs(index_url_name=index, index_results_url_name=results, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(OffersView), name="index"),
            path("results/", self.construct_view(OffersView, results_only=True), name="index_results"),
            path("<int:pk>/", OfferView.as_view(index_url_name=self.get_url_name("index")), name="offer"),
            path("<int:pk>/stock/", StockView.as_view(), name="stock"),
            path("<int:pk>/low-stock/", LowStockView.as_view(), name="low_stock"),
        ]
