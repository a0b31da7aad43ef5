"""The list of products in the menu Shop: pages of all languages with what they sell."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.listing import IndexView

from shop.catalogue.administration.menu import SHOP_MENU
from shop.catalogue.models import Offer, ProductCategory, ProductPage
from stoa.core import nesting
from stoa.core.money import shown_money
from stoa.core.page_lists import STATES, PageList, in_state, language_name, title_column


def category_choices() -> list[tuple[str, str]]:
    """(translation key, name) of the categories of all languages, each once, in the order of their tree."""
    rows = nesting.in_order(ProductCategory.objects.order_by("locale_id", "name", "pk"))
    found: dict[str, str] = {}
    for row, depth in rows:
        found.setdefault(str(row.translation_key), f"{'– ' * depth}{row}")
    return list(found.items())


class ProductFilterSet(WagtailFilterSet):
    """Products by state and category; by language as Wagtail does it."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="filter_state")
    category = django_filters.ChoiceFilter(label=_("Category"), choices=category_choices, method="filter_category")

    class Meta:
        model = ProductPage
        fields: list[str] = []

    def filter_state(self, products: QuerySet, name: str, value: str) -> QuerySet:
        return in_state(products, value)

    def filter_category(self, products: QuerySet, name: str, value: str) -> QuerySet:
        """With what lies within it."""
        category = ProductCategory.objects.filter(translation_key=value).order_by("locale_id").first()
        keys = ProductCategory.objects.keys_within(category) if category else []
        return products.filter(pk__in=ProductPage.objects.filter(categories__translation_key__in=keys).values("pk"))


class OffersColumn(Column):
    """Price or stock of what a page sells, as `ProductsView` has read it."""

    cell_template_name = "catalogue/administration/offers_cell.html"

    def get_cell_context_data(self, instance: ProductPage, parent_context: dict[str, Any]) -> dict[str, Any]:
        offers = instance.offers_on_sale
        return super().get_cell_context_data(instance, parent_context) | {
            "offers": offers,
            "only": offers[0] if len(offers) == 1 else None,
        }


class PictureColumn(Column):
    """The picture, small."""

    cell_template_name = "catalogue/administration/picture_cell.html"


def price(product: ProductPage) -> str:
    """The lowest of the moment."""
    now = timezone.now()
    prices = sorted((offer.price_at(now) for offer in product.offers_on_sale), key=lambda money: money.amount)
    if not prices:
        return ""
    lowest = shown_money(prices[0])
    return lowest if prices[0] == prices[-1] else _("from %s") % lowest


def stock(product: ProductPage) -> str:
    """How many there are of all variants together."""
    offers = product.offers_on_sale
    if any(offer.stock is None for offer in offers):
        return str(_("without limit"))
    return str(sum(offer.stock for offer in offers)) if offers else ""


class ProductsView(IndexView):
    """Reads the offers of all listed products at once."""

    add_item_label = _("Add product")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("picture").prefetch_related("picture__renditions")

    def get_table(self, object_list: Any) -> Any:
        products = list(object_list)
        keys = {product.sold_key for product in products}
        offers: dict[Any, list[Offer]] = {}
        for offer in Offer.objects.for_sale().filter(translation_key__in=keys).order_by("pk"):
            offers.setdefault(offer.translation_key, []).append(offer)
        for product in products:
            product.offers_on_sale = offers.get(product.sold_key, [])
        return super().get_table(products)


class ProductsViewSet(PageList):
    """Picture, name, price, stock, language and state of every product; searchable, sortable."""

    model = ProductPage
    index_view_class = ProductsView
    icon = "form"
    menu_label = _("Products")
    menu_order = 90
    menu_hook = SHOP_MENU
    name = "shop_products"
    url_prefix = "shop/products"
    filterset_class = ProductFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PictureColumn("picture", label=_("Picture"), width="8%"),
        title_column(),
        Column("price", label=_("Price"), accessor=price, width="14%"),
        OffersColumn("stock", label=_("Stock"), accessor=stock, width="12%"),
        Column("language", label=_("Language"), accessor=language_name, sort_key="locale", width="10%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]
