"""The demo's shop: what is on its shelves, in each language, and that a second load leaves it so."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from shop.catalogue import invariants, shelf
from shop.catalogue.models import (
    Offer,
    PricePoint,
    ProductCategory,
    ProductPage,
    ProductPicture,
    ProductVariant,
    RelatedProduct,
    ShopIndexPage,
    Specification,
    StockMovement,
)
from stoa.core.models import SiteText
from stoa.demo.loading.loader import load
from stoa.demo.loading.publication import read_publication
from stoa.demo.tests.conftest import NOW

COUNTED = (
    ProductPage,
    ProductVariant,
    ProductPicture,
    ProductCategory,
    Specification,
    RelatedProduct,
    Offer,
    PricePoint,
    StockMovement,
)


def state():
    """What could differ after a second load."""
    counts = {model.__name__: model.objects.count() for model in COUNTED}
    offers = Offer.objects.order_by("sku").values_list("pk", "sku", "label", "stock", "sale_from", "sale_to")
    return counts, list(offers)


def products(language="en"):
    return ProductPage.objects.live().filter(locale__language_code=language)


def test_shop_has_what_was_promised(reader):
    categories = ProductCategory.objects.filter(locale__language_code="en")
    with_variants = products().filter(variants__isnull=False).distinct()

    assert [products(language).count() for language in ("en", "es", "bg")] == [24, 6, 6]
    assert (categories.count(), categories.exclude(parent=None).count()) == (5, 2)
    assert Counter(products().values_list("kind", flat=True)) == {Offer.GOODS: 20, Offer.DOWNLOAD: 4}
    assert with_variants.count() == 7
    assert with_variants.exclude(option_2="").count() == 3
    assert not products().exclude(picture__isnull=False, specifications__isnull=False, intro__gt="").exists()
    assert not products().filter(categories=None).exists()


def test_every_product_is_on_sale_with_its_stock(reader):
    shelves = shelf.of(products(), NOW)
    states = Counter(shown.state for each in shelves.values() for shown in each.offers)
    sold_out = [page.slug for page in products() if shelves[page.pk].is_sold_out]

    assert Offer.objects.filter(is_on_sale=True).count() == sum(len(each.offers) for each in shelves.values())
    assert all(each.offers for each in shelves.values())
    assert sold_out == ["winding-sticks"]
    assert states[shelf.StockState.BACKORDER] == 1
    assert states[shelf.StockState.FEW_LEFT] > 3
    assert not Offer.objects.filter(kind=Offer.GOODS, weight=0).exists()
    assert list(invariants.problems()) == []


@pytest.mark.parametrize(
    ("sku", "days", "price", "lowest"),
    [
        ("LB-WAX", 0, "9.50", "12.00"),
        ("LB-WAX", 10, "12.00", None),
        ("LB-APR-S-IN", 0, "52.00", "64.00"),
        ("LB-GRN-M-DU", 0, "32.00", None),
        ("LB-GRN-M-DU", 8, "26.00", "32.00"),
        ("LB-PLAN-HORSES", 0, "4.00", None),
    ],
)
def test_sales_are_dated_from_the_load(reader, sku, days, price, lowest):
    offer, now = Offer.objects.get(sku=sku), NOW + dt.timedelta(days=days)

    before = PricePoint.objects.lowest_before_sale([offer], now).get(offer.pk)

    assert offer.price_at(now).amount == Decimal(price)
    assert (before and before.amount) == (lowest and Decimal(lowest))


def test_translations_sell_the_same_offers_in_their_own_words(reader):
    spanish = products("es").get(slug="cuaderno-de-lino")

    shown = shelf.of([spanish], NOW)[spanish.pk].offers

    assert [each.label for each in shown] == ["A6, Roja", "A6, Verde", "A5, Roja", "A5, Verde"]
    assert [each.offer.label for each in shown] == ["A6, Red", "A6, Green", "A5, Red", "A5, Green"]


def test_every_list_and_product_of_the_shop_answers(reader):
    shops = list(ShopIndexPage.objects.live())
    categories = ProductCategory.objects.select_related("locale")
    lists = [
        shop.path_of("category", slug=category.slug)
        for shop in shops
        for category in categories
        if category.locale_id == shop.locale_id
    ]
    pages = [page.url for page in [*shops, *ProductPage.objects.live()]]

    answers = {address: reader.get(address).status_code for address in [*pages, *lists]}

    assert {address: status for address, status in answers.items() if status != 200} == {}
    assert len(answers) == 3 + 36 + 15


def test_shop_stands_in_the_header_of_each_language(reader):
    menus = {
        text.locale.language_code: [link.value["page"] for link in text.header_menu] for text in SiteText.objects.all()
    }

    titles = {language: [page.title for page in menu if page][1] for language, menu in menus.items()}

    assert titles == {"en": "Shop", "es": "Tienda", "bg": "Магазин"}


def test_second_load_leaves_the_shop_as_it_is(reader):
    before = state()

    again = load(now=NOW + dt.timedelta(days=3), picture_width=160)

    assert state() == before
    assert again.published == 0


def test_damaged_product_is_restored_and_keeps_its_offers(reader):
    before = state()
    products().filter(sku="LB-NOT").update(intro="Damaged")

    again = load(now=NOW + dt.timedelta(days=3), picture_width=160)

    assert again.published == 1
    assert state()[0] | {"PricePoint": 0} == before[0] | {"PricePoint": 0}
    assert state()[1] == before[1]


def test_translations_of_products_follow_their_originals():
    translated = {name: found for name, found in read_publication().products.items() if len(found) > 1}

    assert len(translated) == 6
    for name, found in translated.items():
        original = found["en"].facts
        for language in ("es", "bg"):
            facts = found[language].facts
            assert [kind for kind, _ in found[language].blocks] == [kind for kind, _ in found["en"].blocks], name
            assert len(facts["specifications"]) == len(original["specifications"]), name
            assert len(facts["alts"]) == len(original["pictures"]), name
            assert len(facts.get("choices", [])) == len(original.get("variants", [])), name
