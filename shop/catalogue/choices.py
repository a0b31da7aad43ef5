"""What a visitor may choose to narrow a list of products, each with the number of products that it would give.

A number respects all other filters. Of one kind (a category, a colour) any of the chosen values will do, so the
numbers of a kind are those without its own filter. Every kind takes one query, however many products there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from taggit.models import Tag

from shop.catalogue.filters import FLAGS, ORDERS, Filters, Pair
from shop.catalogue.models.offers import Offer
from shop.catalogue.models.parts import ProductVariant
from shop.catalogue.models.products import ProductPage
from shop.catalogue.narrowing import Narrowing
from stoa.core.money import Money, shown_money

TAGS_AT_MOST = 16
OPTIONS_AT_MOST = 6
VALUES_AT_MOST = 24


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value; `depth` says how deep it lies within others."""

    name: str
    value: str
    number: int
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Group:
    """Values of one kind, sent as `parameter`."""

    label: str
    parameter: str
    choices: list[Choice]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter that is in force, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """All that the form shows. `lowest` and `highest` are prices among what the other filters leave, or None."""

    filters: Filters
    groups: list[Group]
    chips: list[Chip]
    orders: dict[str, str | Promise]
    lowest: Decimal | None
    highest: Decimal | None
    address: str
    currency: str

    @property
    def page_query(self) -> str:
        """What links to other pages of the list keep."""
        query = self.filters.query()
        return f"&{query}" if query else ""


def panel(narrowing: Narrowing) -> Panel:
    """Six queries, and one more for the names of chosen tags that lead to nothing."""
    filters, address = narrowing.filters, narrowing.list.path()
    groups = [_categories(narrowing), _flags(narrowing), *_options(narrowing), _tags(narrowing)]
    shown = [group for group in groups if group.choices]
    lowest, highest = _prices(narrowing)
    return Panel(
        filters=filters,
        groups=shown,
        chips=[_chip(pair, filters, shown, address) for pair in filters.chosen],
        orders=ORDERS,
        lowest=lowest,
        highest=highest,
        address=address,
        currency=settings.SHOP_CURRENCY,
    )


def _categories(narrowing: Narrowing) -> Group:
    """Those within the list's own; a product of an inner category counts for the outer ones, too."""
    tree, chosen = narrowing.list.tree, narrowing.filters.values("category")
    links = ProductPage.categories.through.objects.filter(productpage__in=_ids(narrowing, "category"))
    pages: dict[int, set[int]] = {}
    for key, page_id in links.values_list("productcategory__translation_key", "productpage_id"):
        for category in tree.around(key):
            pages.setdefault(category.pk, set()).add(page_id)
    choices = [
        Choice(
            name=category.name,
            value=category.slug,
            number=len(pages.get(category.pk, ())),
            is_chosen=category.slug in chosen,
            depth=depth,
        )
        for category, depth in tree.below(narrowing.list.category)
    ]
    # Where nothing is left one may still choose another.
    shown = _useful(choices) or (choices if narrowing.filters else [])
    return Group(label=_("Category"), parameter="category", choices=shown)


def _tags(narrowing: Narrowing) -> Group:
    """The most frequent, and those that are chosen."""
    chosen = narrowing.filters.values("tag")
    links = ProductPage.tags.through.objects.filter(content_object__in=_ids(narrowing, "tag"))
    rows = links.values_list("tag__slug", "tag__name").annotate(number=Count("content_object"))
    found = {slug: (name, number) for slug, name, number in rows.order_by("-number", "tag__name")}
    lost = [slug for slug in chosen if slug not in found]
    names = dict(Tag.objects.filter(slug__in=lost).values_list("slug", "name")) if lost else {}
    frequent = list(found)[:TAGS_AT_MOST]
    shown = [*frequent, *(slug for slug in chosen if slug in found and slug not in frequent), *names]
    choices = [
        Choice(
            name=found[slug][0] if slug in found else names[slug],
            value=slug,
            number=found[slug][1] if slug in found else 0,
            is_chosen=slug in chosen,
        )
        for slug in shown
        if slug != narrowing.list.arguments.get("slug") or narrowing.list.route != "tag"
    ]
    return Group(label=_("Tag"), parameter="tag", choices=_useful(choices))


def _options(narrowing: Narrowing) -> Iterator[Group]:
    """One group for each option ("Size"), the most frequent first; its values in the editors' order."""
    chosen = narrowing.filters.options
    numbers = _count_options(_variants(narrowing), chosen)
    by_option: dict[str, list[Choice]] = {}
    for (name, value), number in numbers.items():
        choice = Choice(name=value, value=f"{name}:{value}", number=number, is_chosen=value in chosen.get(name, ()))
        by_option.setdefault(name, []).append(choice)
    frequent = sorted(by_option, key=lambda name: -sum(choice.number for choice in by_option[name]))
    for name in frequent[:OPTIONS_AT_MOST]:
        yield Group(label=name, parameter="option", choices=_useful(by_option[name])[:VALUES_AT_MOST])


def _variants(narrowing: Narrowing) -> Iterable[tuple[Any, ...]]:
    """(page, option and value three times) of the variants that meet all filters but the options'. One query."""
    filters = narrowing.filters.without("option")
    # As lists of keys: asked row by row, PostgreSQL takes seconds, because it expects one row.
    keys = Offer.objects.fitting(filters, narrowing.now).values("variant_key")
    pages = narrowing.filed(filters).order_by().values("source_id")
    rows = ProductVariant.objects.filter(translation_key__in=keys, page__in=pages).order_by("sort_order", "pk")
    pairs = [field for place in (1, 2, 3) for field in (f"page__option_{place}", f"value_{place}")]
    return rows.values_list("page_id", *pairs)


def _count_options(rows: Iterable[tuple[Any, ...]], chosen: dict[str, list[str]]) -> dict[Pair, int]:
    """{(option, value): how many products}; a variant counts where it meets what is chosen of the other options."""
    pages: dict[Pair, set[int]] = {(name, value): set() for name, values in chosen.items() for value in values}
    for page_id, *pairs in rows:
        values = {name: value for name, value in zip(pairs[::2], pairs[1::2], strict=True) if name and value}
        missed = [name for name, wanted in chosen.items() if values.get(name) not in wanted]
        for pair in values.items():
            if not missed or missed == [pair[0]]:
                pages.setdefault(pair, set()).add(page_id)
    return {pair: len(found) for pair, found in pages.items()}


def _flags(narrowing: Narrowing) -> Group:
    labels = {"available": _("Can be had now"), "reduced": _("Reduced")}
    filters = narrowing.filters
    products = narrowing.filed(filters).order_by()
    fits = {f"is_{name}": products.fit(_with_flag(filters, name), narrowing.now) for name in FLAGS}
    counts = {name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in FLAGS}
    numbers = products.annotate(**fits).aggregate(**counts)
    choices = [
        Choice(name=labels[name], value=name, number=numbers[name], is_chosen=filters.has(name)) for name in FLAGS
    ]
    return Group(label=_("Availability"), parameter="", choices=_useful(choices))


def _with_flag(filters: Filters, name: str) -> Filters:
    return Filters((*filters.chosen, (name, "1")))


def _prices(narrowing: Narrowing) -> tuple[Decimal | None, Decimal | None]:
    """Whatever options are chosen."""
    filters = narrowing.filters.without("from", "to")
    offers = Offer.objects.fitting(filters, narrowing.now).with_price(narrowing.now)
    keys = narrowing.filed(filters).order_by().values("sold_id")
    found = offers.filter(translation_key__in=keys).aggregate(lowest=Min("price_now"), highest=Max("price_now"))
    return found["lowest"], found["highest"]


def _ids(narrowing: Narrowing, parameter: str) -> QuerySet:
    return narrowing.fitting(narrowing.filters.without(parameter)).order_by().values("pk")


def _useful(choices: list[Choice]) -> list[Choice]:
    """Those that lead somewhere or are chosen."""
    return [choice for choice in choices if choice.number or choice.is_chosen]


def _chip(pair: Pair, filters: Filters, groups: list[Group], address: str) -> Chip:
    query = filters.query(but=pair)
    return Chip(label=_label(pair, groups), url=f"{address}?{query}" if query else address)


def _label(pair: Pair, groups: list[Group]) -> str:
    name, value = pair
    if name in ("from", "to"):
        price = shown_money(Money(Decimal(value.replace(",", ".")), settings.SHOP_CURRENCY))
        return (_("from %s") if name == "from" else _("up to %s")) % price
    for group in groups:
        for choice in group.choices:
            if (group.parameter, choice.value) == pair:
                return f"{group.label}: {choice.name}"
            if not group.parameter and choice.value == name:
                return choice.name
    return value.replace(":", ": ")
