"""A list of products narrowed by what a visitor chose, as queries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from shop.catalogue.filters import Filters
from shop.catalogue.lists import ProductList
from shop.catalogue.products import ProductQuerySet
from stoa.core.access import Viewer


class Narrowing:
    """The products of a list that `user` may see and buy, sold out or not; none of its methods asks the database."""

    def __init__(self, product_list: ProductList, filters: Filters, user: Viewer, now: datetime) -> None:
        self.list = product_list
        self.filters = filters
        self.now = now
        self._all = product_list.products(user).with_source()

    def products(self) -> ProductQuerySet:
        """What is shown, in its order."""
        return self.fitting(self.filters).in_order(self.filters.order, self.now)

    def fitting(self, filters: Filters) -> ProductQuerySet:
        return self.filed(filters).fitting(filters, self.now)

    def filed(self, filters: Filters) -> ProductQuerySet:
        """Under the chosen categories and tags; whatever their offers."""
        found = self._all
        if filters.has("category"):
            found = found.in_categories(self._category_keys(filters.values("category")))
        if filters.has("tag"):
            found = found.with_tags(filters.values("tag"))
        return found

    def address(self, page: int = 1) -> str:
        """Where the list is found as it is narrowed now, without the host."""
        asked = "&".join(filter(None, [self.filters.query(), f"page={page}" if page > 1 else ""]))
        return f"{self.list.path()}?{asked}" if asked else self.list.path()

    def _category_keys(self, slugs: list[str]) -> set[UUID]:
        chosen: list[Any] = [category for category in map(self.list.tree.find, slugs) if category]
        return {key for category in chosen for key in self.list.tree.keys_within(category)}
