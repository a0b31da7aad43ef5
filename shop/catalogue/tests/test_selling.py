"""Pages write offers: in the same transaction, the same in every language, on sale while a page is live."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from conftest import publish
from shop.catalogue import publishing
from shop.catalogue.models import Offer, ProductPage, ProductVariant

SIZES = [
    {"value_1": "small", "sku": "N-S", "opening_stock": 3},
    {"value_1": "large", "sku": "N-L", "price": Decimal(12)},
]


def on_sale():
    return list(Offer.objects.filter(is_on_sale=True).order_by("sku").values_list("sku", "label", "price"))


def test_published_product_is_on_sale(make_product):
    make_product("Notebook", opening_stock=5, weight=200, kind="goods")

    offer = Offer.objects.get()

    assert (offer.sku, offer.name, offer.price, offer.stock, offer.weight, offer.ships) == (
        "Notebook",
        "Notebook",
        10,
        5,
        200,
        True,
    )


def test_draft_is_not_on_sale(shop):
    shop.add_child(instance=ProductPage(title="Draft", sku="D", price=1, live=False)).save_revision()

    assert on_sale() == []


def test_each_variant_is_an_offer(make_product):
    make_product(variants=SIZES)

    assert on_sale() == [("N-L", "large", 12), ("N-S", "small", 10)]
    assert dict(Offer.objects.values_list("sku", "stock")) == {"N-S": 3, "N-L": None}


def test_download_does_not_ship(make_product):
    make_product(kind="download")

    assert not Offer.objects.get().ships


def test_renamed_variant_is_the_same_offer(make_product):
    product = make_product(variants=SIZES)
    before = set(Offer.objects.values_list("pk", flat=True))
    small = product.variants.get(sku="N-S")
    small.value_1, small.sku = "tiny", "N-T"
    product.variants = [small, product.variants.get(sku="N-L")]
    publish(product)

    assert on_sale() == [("N-L", "large", 12), ("N-T", "tiny", 10)]
    assert set(Offer.objects.values_list("pk", flat=True)) == before


def test_removed_variant_goes_off_sale_and_stays(make_product):
    product = make_product(variants=SIZES)
    product.variants = [product.variants.get(sku="N-L")]
    publish(product)

    assert on_sale() == [("N-L", "large", 12)]
    assert Offer.objects.count() == 2


def test_variant_with_its_own_price_is_reduced_only_by_its_own(make_product):
    own = [*SIZES, {"value_1": "huge", "sku": "N-H", "price": Decimal(20), "sale_price": Decimal(15)}]

    make_product(sale_price=Decimal(8), variants=own)

    assert dict(Offer.objects.values_list("sku", "sale_price")) == {"N-S": 8, "N-L": None, "N-H": 15}


def test_unpublished_product_is_off_sale(make_product):
    product = make_product()

    product.unpublish()

    assert (on_sale(), Offer.objects.count()) == ([], 1)


def test_deleted_product_is_off_sale_and_its_offers_stay(make_product):
    make_product().delete()

    assert (on_sale(), Offer.objects.count()) == ([], 1)


def test_published_again_keeps_the_stock(make_product):
    product = make_product(opening_stock=5)
    Offer.objects.update(stock=2)
    product.opening_stock = 9
    publish(product)

    assert Offer.objects.get().stock == 2


def test_i04_translations_share_the_offers(make_product, translated):
    product = make_product(variants=SIZES)

    copy = translated(product, title="Cuaderno", price=Decimal(99))

    assert [variant.translation_key for variant in copy.variants.order_by("sort_order")] == [
        variant.translation_key for variant in product.variants.order_by("sort_order")
    ]
    assert on_sale() == [("N-L", "large", 12), ("N-S", "small", 10)]
    assert set(Offer.objects.values_list("name", flat=True)) == {"Notebook"}


def test_on_sale_while_a_translation_is_live(make_product, translated):
    product = make_product()
    copy = translated(product)

    product.unpublish()
    with_one = len(on_sale())
    copy.unpublish()

    assert (with_one, on_sale()) == (1, [])


def test_translation_sells_on_the_terms_of_the_first_while_that_is_hidden(make_product, translated):
    product = make_product()
    copy = translated(product, price=Decimal(99))
    product.unpublish()
    publish(copy)

    assert on_sale() == [("Notebook", "", 10)]


def test_b06_scheduled_product_is_on_sale_when_it_is_published(make_product):
    product = make_product()
    product.unpublish()
    product.price, product.go_live_at = Decimal(7), timezone.now() + timedelta(hours=1)
    product.save_revision().publish()
    before = on_sale()

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        call_command("publish_scheduled")

    assert before == []
    assert on_sale() == [("Notebook", "", 7)]


def test_expired_product_is_off_sale(make_product):
    product = make_product()
    product.expire_at = timezone.now() + timedelta(hours=1)
    publish(product)

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        call_command("publish_scheduled")

    assert on_sale() == []


def test_copy_of_a_product_does_not_take_its_number(make_product):
    product = make_product()

    copy = product.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    publish(copy)

    assert copy.translation_key != product.translation_key
    assert list(Offer.objects.values_list("name", flat=True)) == ["Notebook"]


def test_alias_sells_what_its_source_sells(make_product):
    product = make_product()

    alias = product.create_alias(update_slug="alias")

    assert alias.sold_key == product.translation_key
    assert Offer.objects.count() == 1
    assert [shown.offer.sku for shown in ProductPage.objects.get(pk=alias.pk).shelf.offers] == ["Notebook"]


def test_offers_are_written_with_the_page_or_not_at_all(make_product, monkeypatch):
    product = make_product()

    def fail(**kwargs):
        raise RuntimeError

    monkeypatch.setattr(publishing, "write", fail)
    product.title = "Changed"
    with pytest.raises(RuntimeError):
        product.save()

    assert ProductPage.objects.get(pk=product.pk).title == "Notebook"


@pytest.mark.parametrize(
    "fields",
    [
        {"sale_price": Decimal(10)},
        {"sale_from": timezone.now(), "sale_to": timezone.now() - timedelta(days=1)},
        {"price": Decimal(-1)},
        {"price": None},
        {"sku": "ü"},
    ],
)
def test_impossible_terms_are_refused(make_product, fields):
    with pytest.raises(ValidationError):
        make_product(**fields)


def test_same_number_twice_sells_the_first(make_product):
    make_product(variants=[{"value_1": "a", "sku": "N-1"}, {"value_1": "b", "sku": "n-1"}])

    assert on_sale() == [("N-1", "a", 10)]


def test_variants_of_a_copied_draft_are_others(make_product):
    product = make_product(variants=SIZES)

    copy = product.copy(update_attrs={"slug": "copy"}, keep_live=False)

    keys = set(ProductVariant.objects.filter(page=product).values_list("translation_key", flat=True))
    assert not keys & set(ProductVariant.objects.filter(page=copy).values_list("translation_key", flat=True))
