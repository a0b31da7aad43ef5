"""The categories of products in the menu Shop, in the order of their tree, one language after the other."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from shop.catalogue.administration.menu import SHOP_MENU
from shop.catalogue.models import ProductCategory, ProductPage
from stoa.core import nesting
from stoa.core.page_lists import language_name


class CategoriesView(IndexView):
    """All of them, unless one language is asked for."""

    def get_base_queryset(self) -> QuerySet[ProductCategory]:
        """There are few: all are read once to know their order and how deep each lies."""
        rows = nesting.in_order(ProductCategory.objects.order_by("locale_id", "name", "pk"))
        self.depths = {row.pk: depth for row, depth in rows}
        return super().get_base_queryset()

    def order_queryset(self, queryset: QuerySet[ProductCategory]) -> QuerySet[ProductCategory]:
        places = Case(*(When(pk=pk, then=place) for place, pk in enumerate(self.depths)), default=len(self.depths))
        return queryset.order_by("locale_id", places, "pk") if self.depths else queryset.order_by("pk")

    def _get_title_column(self, *args: Any, **kwargs: Any) -> Column:
        """Wagtail's, with its link and buttons; the order is the tree's, so that no other is offered."""
        column = super()._get_title_column(*args, **kwargs)
        column.accessor, column.sort_key = indented, None
        return column

    def get_table(self, object_list: Any) -> Any:
        """Each knows how deep it lies."""
        categories = list(object_list)
        for category in categories:
            category.depth = self.depths.get(category.pk, 0)
        return super().get_table(categories)


def indented(category: ProductCategory) -> str:
    return f"{'– ' * getattr(category, 'depth', 0)}{category}"


class CategoryViewSet(SnippetViewSet):
    """Categories of products."""

    model = ProductCategory
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Categories")
    menu_order = 95
    menu_hook = SHOP_MENU
    index_view_class = CategoriesView
    list_display = (
        "name",
        Column("language", label=gettext_lazy("Language"), accessor=language_name),
    )


def answer_deleting(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Hook: a category in which products stand, in whatever language, stays; of one that goes, its twins are named."""
    categories = [each for each in instances if isinstance(each, ProductCategory)]
    for category in categories:
        number = _products_in(category)
        if number:
            words = ngettext(
                "%(number)s product stands in “%(name)s”, counted over all languages. Take it out first.",
                "%(number)s products stand in “%(name)s”, counted over all languages. Take them out first.",
                number,
            )
            messages.error(request, words % {"number": number, "name": category.name})
            return redirect(reverse("wagtailsnippets_catalogue_productcategory:list"))
    if request.method == "GET":
        _name_twins(request, categories)
    return None


def _products_in(category: ProductCategory) -> int:
    filed = ProductPage.objects.filter(categories__translation_key=category.translation_key)
    return filed.order_by().values("translation_key").distinct().count()


def _name_twins(request: HttpRequest, categories: list[ProductCategory]) -> None:
    keys = [category.translation_key for category in categories]
    twins = ProductCategory.objects.filter(translation_key__in=keys).exclude(pk__in=[each.pk for each in categories])
    names = [f"{twin} ({language_name(twin)})" for twin in twins.order_by("locale_id", "pk")]
    if names:
        messages.warning(request, _("It stays in other languages: %s.") % ", ".join(names))
