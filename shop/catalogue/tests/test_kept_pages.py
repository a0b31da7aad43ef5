"""Kept pages are forgotten when what they show of an offer changes, and only then."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from conftest import publish
from shop.catalogue import freshness, stock
from shop.catalogue.models import Offer, PricePoint, StockReason


def sell(number):
    stock.adjust(offer_id=Offer.objects.get().pk, change=-number, reason=StockReason.LOST, user=None)


def test_page_is_kept_while_it_says_the_same_of_the_stock(kept, make_product):
    assert kept(make_product(opening_stock=50), lambda: sell(20))


@pytest.mark.parametrize("number", [8, 10])
def test_page_is_forgotten_when_few_or_none_are_left(kept, make_product, number):
    assert not kept(make_product(opening_stock=10), lambda: sell(number))


def test_list_is_forgotten_when_a_product_is_sold_out(kept, make_product, shop):
    make_product(opening_stock=10)

    assert not kept(shop, lambda: sell(10))


def test_page_of_another_product_stays(kept, make_product):
    make_product("Other", opening_stock=10)
    offer = Offer.objects.get()

    def sell_out():
        stock.adjust(offer_id=offer.pk, change=-10, reason=StockReason.LOST, user=None)

    assert kept(make_product(), sell_out)


def test_page_is_forgotten_when_a_sale_begins(kept, make_product):
    product = make_product(sale_price=Decimal(8), sale_from=timezone.now() + timedelta(days=1))

    def begin():
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            freshness.tell_prices()

    assert not kept(product, begin)
    assert not PricePoint.objects.begun(timezone.now()).filter(is_told=False).exists()


def test_page_is_forgotten_when_it_is_published_with_another_price(kept, make_product):
    product = make_product()

    def change():
        product.price = Decimal(11)
        publish(product)

    assert not kept(product, change)


def test_translation_is_forgotten_when_the_original_has_another_price(kept, make_product, translated):
    product = make_product()

    def change():
        product.price = Decimal(11)
        publish(product)

    assert not kept(translated(product), change)


def test_list_is_forgotten_when_a_product_on_another_page_of_it_is_reduced(kept, make_product, shop):
    product = make_product()
    make_product("Other")
    shop.products_per_page = 1
    publish(shop)

    def change():
        product.sale_price = Decimal(8)
        publish(product)

    assert not kept(shop, change)


def test_category_renamed_is_called_so_on_its_products(kept, client, make_product, make_category):
    category = make_category("Paper")
    product = make_product(categories=[category])

    def rename():
        category.name = "Cards"
        category.save()

    assert not kept(product, rename)
    assert ">Cards</a>" in client.get(product.url).content.decode()


def test_card_in_a_post_is_cooked_again_when_its_product_is_sold_out(
    make_product, make_post, django_capture_on_commit_callbacks
):
    product = make_product(opening_stock=10)
    with django_capture_on_commit_callbacks(execute=True):
        post = make_post(body=[("card", {"page": product})])

    with django_capture_on_commit_callbacks(execute=True):
        sell(10)

    post.refresh_from_db()
    assert "Sold out" in post.body_html
