"""What the `<head>` says of a list of products."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from shop.catalogue.filters import NEWEST, Filters
from shop.catalogue.lists import ProductList
from stoa.core.seo import Head, breadcrumb_data


class ListHead(Head):
    """The head of one page of a list: its own title, address and languages."""

    def __init__(self, product_list: ProductList, products: Page, request: HttpRequest, filters: Filters) -> None:
        super().__init__(product_list.shop, request)
        self.product_list = product_list
        self.products = products
        self.filters = filters

    @property
    def robots(self) -> str:  # type: ignore[override]  # worked out here, constant elsewhere
        """Lists that visitors narrow or order for themselves are endless; robots follow their products only."""
        return "noindex, follow" if self.filters or self.filters.order != NEWEST else ""

    @property
    def title(self) -> str:
        return self.product_list.heading or super().title

    @property
    def description(self) -> str:
        return self.product_list.description or super().description

    @cached_property
    def canonical(self) -> str:
        """Of a narrowed list the whole one."""
        address = self.product_list.address()
        return f"{address}?page={self.products.number}" if self.products.number > 1 and not self.robots else address

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        return self.product_list.alternates(self.request)

    @cached_property
    def structured_data(self) -> dict[str, Any]:
        crumbs = breadcrumb_data(self.page, self.request)
        items = crumbs[0]["itemListElement"]
        own = [(self.title, self.product_list.address())] if self.product_list.heading else []
        for name, address in [*self.product_list.above(), *own]:
            items.append({"@type": "ListItem", "position": len(items) + 1, "name": name, "item": address})
        page = {"@type": "CollectionPage", "name": self.title, "url": self.canonical, "description": self.description}
        page["inLanguage"] = self.page.locale.language_code
        return {"@context": "https://schema.org", "@graph": [page, *crumbs]}
