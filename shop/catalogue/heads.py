"""What the `<head>` says of a list of products."""

from functools import cached_property

from django.core.paginator import Page
from django.http import HttpRequest

from shop.catalogue.filters import NEWEST, Filters
from shop.catalogue.lists import ProductList
from stoa.core import listing_pages


class ListHead(listing_pages.ListHead):
    """Of a list as far as the visitor's filters leave it."""

    def __init__(self, product_list: ProductList, products: Page, request: HttpRequest, filters: Filters) -> None:
        super().__init__(product_list.shop, request, listed=product_list, shown=products)
        self.product_list = product_list
        self.filters = filters

    @property
    def robots(self) -> str:  # type: ignore[override]  # worked out here, constant elsewhere
        """Lists that visitors narrow or order for themselves are endless; robots follow their products only."""
        return "noindex, follow" if self.filters or self.filters.order != NEWEST else ""

    @cached_property
    def canonical(self) -> str:
        """Of a narrowed list the whole one."""
        return self.product_list.address() if self.robots else super().canonical

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [*self.product_list.above(), *super().steps]
