"""Offers as pages write them."""

import uuid
from dataclasses import replace
from decimal import Decimal

import pytest

from shop.catalogue import publishing
from shop.catalogue.models import Offer, PricePoint, StockMovement
from shop.catalogue.publishing import Terms

PAGE = uuid.UUID(int=1)
SMALL = Terms(sku="N-S", name="Notebook", label="small", price=Decimal(10), variant_key=uuid.UUID(int=11))
LARGE = Terms(sku="N-L", name="Notebook", label="large", price=Decimal(12), variant_key=uuid.UUID(int=12))


@pytest.fixture
def write(db, now):
    """write(terms, …, **opening): publish these on the page."""

    def publish(*terms, page=PAGE, opening=None):
        return publishing.write(translation_key=page, terms=terms, now=now, opening=opening or {})

    return publish


def on_sale():
    return list(Offer.objects.filter(is_on_sale=True).order_by("sku").values_list("sku", flat=True))


def test_offers_are_written_with_price_and_opening_stock(write, settings):
    settings.SHOP_CURRENCY = "EUR"

    small, large = write(SMALL, LARGE, opening={"N-S": 5})

    small.refresh_from_db()
    assert (small.sku, small.full_name, small.currency, small.stock) == ("N-S", "Notebook, small", "EUR", 5)
    assert (large.stock, large.is_on_sale) == (None, True)
    assert list(StockMovement.objects.values_list("offer", "change")) == [(small.pk, 5)]
    assert PricePoint.objects.count() == 2


def test_published_again_keeps_the_offer_and_its_stock(write):
    (first,) = write(SMALL, opening={"N-S": 5})

    (again,) = write(replace(SMALL, sku="N-X", label="tiny", price=Decimal(9)), opening={"N-X": 50})

    again.refresh_from_db()
    assert again.pk == first.pk
    assert (again.sku, again.label, again.price, again.stock) == ("N-X", "tiny", 9, 5)


def test_removed_variant_goes_off_sale_and_comes_back_the_same(write):
    small, _large = write(SMALL, LARGE)

    write(LARGE)
    gone = on_sale()
    back, _large = write(replace(SMALL, variant_key=uuid.UUID(int=99)), LARGE)

    assert gone == ["N-L"]
    assert (back.pk, on_sale()) == (small.pk, ["N-L", "N-S"])


def test_two_variants_exchange_their_numbers(write):
    small, large = write(SMALL, LARGE)

    write(replace(SMALL, sku="N-L"), replace(LARGE, sku="N-S"))

    assert dict(Offer.objects.values_list("pk", "sku")) == {small.pk: "N-L", large.pk: "N-S"}


def test_page_with_one_thing_to_sell_has_one_offer(write):
    one = Terms(sku="N", name="Notebook", price=Decimal(10))

    assert [write(one)[0].pk, write(one)[0].pk] == [Offer.objects.get().pk] * 2


def test_page_off_sale_keeps_its_offers(write):
    write(SMALL, LARGE)

    publishing.take_off_sale(translation_key=PAGE)

    assert (on_sale(), Offer.objects.count()) == ([], 2)


def test_number_of_another_page_is_taken_whatever_its_case(write, django_assert_num_queries):
    write(SMALL)
    write(LARGE, page=uuid.UUID(int=2))

    with django_assert_num_queries(1):
        assert publishing.taken_skus(["n-s", "n-l", "new"], translation_key=PAGE) == {"n-l"}
