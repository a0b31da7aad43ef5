"""The desk of the shop's staff: every offer with its price and its stock, which is changed where it stands."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn

from shop.catalogue import kinds
from shop.catalogue.administration.menu import SHOP_MENU
from shop.catalogue.administration.stocktaking import REASONS, LowStockView, OfferView, StockView, shown_price
from shop.catalogue.models import Offer, StockSettings
from stoa.core.admin_lists import ListView, ListViewSet
from stoa.core.exports import HarmlessExportMixin
from stoa.core.money import round_money

CHANGE = "catalogue.change_offer"


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


class OffersView(HarmlessExportMixin, ListView):
    """All that is or was sold, by number."""

    model = Offer
    page_title = _("Offers and stock")
    header_icon = "tag"
    any_permission_required = ["view", "change"]
    filterset_class = OfferFilterSet
    default_ordering = ("sku", "pk")
    search_fields = ("sku", "name", "label")
    columns = (
        TitleColumn(
            "sku", label=_("SKU"), sort_key="sku", get_url=lambda offer: reverse("shop_offers:offer", args=[offer.pk])
        ),
        Column("full_name", label=_("Name"), sort_key="name"),
        Column("price", label=_("Price"), accessor=shown_price, sort_key="price"),
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

    def to_row_dict(self, item: Offer) -> dict[str, Any]:
        """Amounts in whole units of the currency."""
        row = super().to_row_dict(item)
        for name in ("price", "sale_price"):
            row[name] = None if row[name] is None else round_money(row[name], item.currency)
        return row


class OffersViewSet(ListViewSet):
    """Offers are written by publishing their pages; here only their stock is changed."""

    name = "shop_offers"
    url_prefix = "shop/offers"
    icon = "tag"
    menu_label = _("Offers and stock")
    menu_order = 150
    menu_hook = SHOP_MENU
    index_view_class = OffersView
    permission = "catalogue.view_offer"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", OfferView.as_view(index_url_name=self.get_url_name("index")), name="offer"),
            path("<int:pk>/stock/", StockView.as_view(), name="stock"),
            path("<int:pk>/low-stock/", LowStockView.as_view(), name="low_stock"),
        ]
