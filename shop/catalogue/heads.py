"""What the `<head>` says of a list of products."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from shop.catalogue.lists import ProductList
from stoa.core.seo import Head, breadcrumb_data


class ListHead(Head):
    """The head of one page of a list: its own title, address and languages."""

    def __init__(self, product_list: ProductList, products: Page, request: HttpRequest) -> None:
        super().__init__(product_list.shop, request)
        self.product_list = product_list
        self.products = products

    @property
    def title(self) -> str:
        return self.product_list.heading or super().title

    @property
    def description(self) -> str:
        return self.product_list.description or super().description

    @cached_property
    def canonical(self) -> str:
        address = self.product_list.address()
        return f"{address}?page={self.products.number}" if self.products.number > 1 else address

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
