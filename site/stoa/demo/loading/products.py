"""The products of the shop, each in the languages it is described in; publishing them puts their offers on sale."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any

from taggit.models import Tag
from wagtail.models import Locale

from shop.catalogue.models import (
    Offer,
    PricePoint,
    ProductPage,
    ProductPicture,
    ProductVariant,
    RelatedProduct,
    ShopIndexPage,
    Specification,
)
from stoa.demo.loading.pages import Places, Relation, stream
from stoa.demo.loading.posts import published_at
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, Publication, key
from stoa.demo.loading.shop import Categories
from stoa.demo.reader import Article

DEFAULTS: dict[str, Any] = {"time": "09:00", "kind": Offer.GOODS, "tax_class": "standard", "weight": 0}


@dataclass(frozen=True)
class Description:
    """A product in one language: what both files say together. `opened_at` is when the English one came out."""

    name: str
    language: str
    article: Article
    facts: dict[str, Any]
    page: ProductPage
    opened_at: datetime


def stub_products(publication: Publication, places: Places) -> None:
    for name, translations in publication.products.items():
        original = translations[DEFAULT_LANGUAGE].facts
        # The English page is the oldest, and so the one that states the terms.
        for language in sorted(translations, key=lambda code: code != DEFAULT_LANGUAGE):
            facts = {"slug": name, **translations[language].facts}
            fields = {"title": facts["title"], "slug": facts["slug"], "sku": original["sku"]}
            places.stub(
                ProductPage,
                name=f"product:{name}",
                locale=Locale.objects.get(language_code=language),
                parent=ShopIndexPage.objects.get(pk=places.page_id("page:shop", language)),
                fields=fields | {"price": Decimal(original["price"])},
            )


def fill_products(publication: Publication, places: Places, categories: Categories, now: datetime) -> None:
    for description in _descriptions(publication, places, now):
        facts, page, language = description.facts, description.page, description.language
        is_new = not page.first_published_at
        filed = Relation("categories", [categories[facts["category"], language]], attrgetter("pk"))
        places.fill(
            page,
            fields=_fields(description, places) | _terms(description),
            relations=[filed, *_relations(description, places)],
            at=page.first_published_at or published_at(facts, language, now),
        )
        if is_new and language == DEFAULT_LANGUAGE:
            _write_down_prices(description)


def _descriptions(publication: Publication, places: Places, now: datetime) -> Iterator[Description]:
    for name, translations in publication.products.items():
        original = DEFAULTS | translations[DEFAULT_LANGUAGE].facts
        opened_at = places.pages[f"product:{name}", DEFAULT_LANGUAGE].first_published_at
        for language in sorted(translations, key=lambda code: code != DEFAULT_LANGUAGE):
            article = translations[language]
            facts = original | article.facts
            opened_at = opened_at or published_at(facts, language, now)
            page: Any = places.pages[f"product:{name}", language]
            yield Description(name, language, article, facts, page, opened_at)


def _fields(description: Description, places: Places) -> dict[str, Any]:
    """What the page shows."""
    facts = description.facts
    blocks = places.resolved(description.article.blocks, description.language)
    return {
        "title": facts["title"],
        "search_description": facts["seo_description"],
        "intro": facts["intro"],
        "picture": places.pictures[facts["picture"]],
        "picture_alt": facts["picture_alt"],
        "body": stream(ProductPage, "body", blocks),
    }


def _terms(description: Description) -> dict[str, Any]:
    """What it is sold for. A sale began and ends so many days before and after the first load, and stays there."""
    facts, sale = description.facts, description.facts.get("sale")
    loaded_at = description.opened_at + timedelta(days=facts["days_ago"])
    options = dict(zip(("option_1", "option_2"), facts.get("options", []), strict=False))
    return options | {
        "sku": facts["sku"],
        "kind": facts["kind"],
        "tax_class": facts["tax_class"],
        "weight": facts["weight"],
        "price": Decimal(facts["price"]),
        "sale_price": Decimal(sale["price"]) if sale and "price" in sale else None,
        "sale_from": loaded_at - timedelta(days=sale["days_ago"]) if sale else None,
        "sale_to": loaded_at + timedelta(days=sale["days_left"]) if sale else None,
        "opening_stock": facts.get("stock"),
        "backorder": facts.get("backorder", False),
    }


def _relations(description: Description, places: Places) -> list[Relation]:
    facts, language = description.facts, description.language
    tags = [Tag.objects.get_or_create(name=name)[0] for name in sorted(facts["tags"])]
    related = [
        RelatedProduct(product_id=places.page_id(f"product:{name}", language), sort_order=place)
        for place, name in enumerate(facts.get("related", []))
    ]
    return [
        Relation("tags", tags, attrgetter("name")),
        Relation("variants", list(_variants(description, places)), _variant_fact),
        Relation("pictures", list(_pictures(description, places)), attrgetter("image_id", "alt")),
        Relation("specifications", list(_specifications(description)), attrgetter("name", "value")),
        Relation("related_products", related, attrgetter("product_id")),
    ]


def _variants(description: Description, places: Places) -> Iterator[ProductVariant]:
    """A translation names the choices anew, in the same order."""
    variants = description.facts.get("variants", [])
    choices = description.facts.get("choices") or [facts["values"] for facts in variants]
    for place, (facts, values) in enumerate(zip(variants, choices, strict=True)):
        yield ProductVariant(
            translation_key=key("product-variant", facts["sku"]),
            locale=description.page.locale,
            sort_order=place,
            sku=facts["sku"],
            price=Decimal(facts["price"]) if "price" in facts else None,
            sale_price=Decimal(facts["sale_price"]) if "sale_price" in facts else None,
            weight=facts.get("weight"),
            opening_stock=facts.get("stock"),
            picture=places.pictures[facts["picture"]] if "picture" in facts else None,
            **{f"value_{number}": value for number, value in enumerate(values, start=1)},
        )


def _variant_fact(row: ProductVariant) -> tuple[Any, ...]:
    return row.sku, row.label, row.price, row.sale_price, row.weight, row.opening_stock, row.picture_id


def _pictures(description: Description, places: Places) -> Iterator[ProductPicture]:
    pictures = description.facts.get("pictures", [])
    alts = description.facts.get("alts") or [alt for _seed, alt in pictures]
    for place, ((seed, _alt), alt) in enumerate(zip(pictures, alts, strict=True)):
        yield ProductPicture(
            translation_key=key("product-picture", f"{description.name}:{place}"),
            locale=description.page.locale,
            sort_order=place,
            image=places.pictures[seed],
            alt=alt,
        )


def _specifications(description: Description) -> Iterator[Specification]:
    for place, (name, value) in enumerate(description.facts["specifications"]):
        yield Specification(
            translation_key=key("specification", f"{description.name}:{place}"),
            locale=description.page.locale,
            sort_order=place,
            name=name,
            value=value,
        )


def _write_down_prices(description: Description) -> None:
    """It has had its prices since it came out: a sale can name the lowest of the 30 days before it."""
    for offer in Offer.objects.filter(translation_key=description.page.translation_key):
        PricePoint.objects.write_down(offer=offer, now=description.opened_at)
