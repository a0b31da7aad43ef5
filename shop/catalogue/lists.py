"""The lists of a shop: all products, by category and by tag; each knows itself in other languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from taggit.models import Tag

from shop.catalogue.category_tree import CategoryTree
from shop.catalogue.models.categories import ProductCategory
from shop.catalogue.models.products import ProductPage
from shop.catalogue.products import ProductQuerySet
from stoa.core import access, pagecache
from stoa.core.access import Viewer
from stoa.core.listing_pages import arguments_of

if TYPE_CHECKING:
    from shop.catalogue.models.index import ShopIndexPage

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Link:
    """A category, to be gone to."""

    name: str
    url: str


class ProductList:
    """All products of a shop; the other lists narrow it."""

    #: The route that shows the list, with `arguments`.
    route: ClassVar[str] = "all_products"
    subject: Any = None
    heading = ""
    description = ""

    def __init__(self, shop: "ShopIndexPage") -> None:
        self.shop = shop
        self.tree = CategoryTree(shop.locale_id)
        self.arguments: Arguments = {}

    def products(self, user: Viewer) -> ProductQuerySet:
        """The products of this list that `user` may see."""
        return self.narrow(ProductPage.objects.child_of(self.shop).visible_to(user))

    def narrow(self, products: ProductQuerySet) -> ProductQuerySet:
        return products

    def categories(self) -> list[Link]:
        """Those one step further in, by name: the top ones, or those within the list's own."""
        found = self.tree.children(self.category)
        return [Link(each.name, self.shop.path_of("category", slug=each.slug)) for each in found]

    @property
    def category(self) -> ProductCategory | None:
        """The one that the list is about."""
        return self.subject if isinstance(self.subject, ProductCategory) else None

    def say_shown(self, request: HttpRequest, products: Iterable[ProductPage]) -> None:
        """Tell the page cache that the answer shows `products`, and which products the language has."""
        pagecache.shows(request, f"products:{self.shop.locale_id}", *(pagecache.page_tag(page) for page in products))

    def path(self) -> str:
        """The address without the host."""
        return self.shop.path_of(self.route, **self.arguments)

    def address(self) -> str:
        return self.shop.address_of(self.route, **self.arguments)

    def above(self) -> list[tuple[str, str]]:
        """(title, absolute address) of the lists that this one lies within, the outermost first."""
        return []

    def arguments_by_locale(self) -> dict[int, Arguments] | None:
        """The route's arguments in each language that has the subject; None when they are the same in all."""
        return None

    def alternates(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(language code, absolute address) of the list in each language that has it."""
        shops = self.shop.translations_visible_to(access.viewer(request))
        by_locale = self.arguments_by_locale()
        found = []
        for shop in shops:
            arguments = self.arguments if by_locale is None else by_locale.get(shop.locale_id)
            if arguments is not None:
                found.append((shop.locale.language_code, shop.address_of(self.route, **arguments)))
        return found


class CategoryList(ProductList):
    """The products of a category and of those within it."""

    route = "category"

    def __init__(self, shop: "ShopIndexPage", slug: str) -> None:
        super().__init__(shop)
        found = self.tree.find(slug)
        if found is None:
            raise Http404
        self.subject: ProductCategory = found
        self.heading = found.name
        self.description = found.description
        self.arguments = {"slug": slug}

    def narrow(self, products: ProductQuerySet) -> ProductQuerySet:
        return products.in_categories(self.tree.keys_within(self.subject))

    def say_shown(self, request: HttpRequest, products: Iterable[ProductPage]) -> None:
        super().say_shown(request, products)
        pagecache.shows(request, pagecache.snippet_tag(self.subject))

    def above(self) -> list[tuple[str, str]]:
        around = self.tree.around(self.subject.translation_key)[:0:-1]
        return [(each.name, self.shop.address_of(self.route, slug=each.slug)) for each in around]

    def arguments_by_locale(self) -> dict[int, Arguments]:
        return arguments_of(self.subject, "slug")


class TagList(ProductList):
    route = "tag"

    def __init__(self, shop: "ShopIndexPage", slug: str) -> None:
        super().__init__(shop)
        self.subject = get_object_or_404(Tag, slug=slug)
        self.heading = self.subject.name
        self.arguments = {"slug": slug}

    def narrow(self, products: ProductQuerySet) -> ProductQuerySet:
        return products.with_tags([self.arguments["slug"]])
