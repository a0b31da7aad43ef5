"""The categories of one language and which lie within which, read once for a whole list of products."""

from collections.abc import Iterator
from uuid import UUID

from shop.catalogue.models.categories import ProductCategory
from stoa.core import nesting


class CategoryTree:
    """One query, when it is made. A category outside its own chain (a loop made by hand) is in no branch."""

    def __init__(self, locale_id: int) -> None:
        rows = ProductCategory.objects.filter(locale=locale_id).select_related("picture").order_by("name", "pk")
        self.rows: list[ProductCategory] = list(rows)
        self._by_id = {row.pk: row for row in self.rows}
        self._by_key = {row.translation_key: row for row in self.rows}

    def find(self, slug: str) -> ProductCategory | None:
        return next((row for row in self.rows if row.slug == slug), None)

    def children(self, parent: ProductCategory | None) -> list[ProductCategory]:
        parent_id = parent.pk if parent else None
        return [row for row in self.rows if row.parent_id == parent_id]

    def below(self, parent: ProductCategory | None, depth: int = 0) -> Iterator[tuple[ProductCategory, int]]:
        """(category, how deep) of all within `parent`, or of all there are, each before what lies within it."""
        for child in self.children(parent):
            yield child, depth
            yield from self.below(child, depth + 1)

    def around(self, key: UUID) -> list[ProductCategory]:
        """The category of this translation key and all it lies within, from itself up; none that the language lacks."""
        row = self._by_key.get(key)
        return nesting.upwards(self._by_id, row.pk) if row else []

    def keys_within(self, category: ProductCategory) -> list[UUID]:
        """The translation keys of `category` and of all within it."""
        return [row.translation_key for row in self.rows if category in self.around(row.translation_key)]
