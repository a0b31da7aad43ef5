from decimal import Decimal

import pytest
from django.utils import timezone, translation

from shop.orders import coupons, shipping
from shop.orders.models import Coupon, ShippingMethod, ShippingText
from shop.orders.tests.carts import make_line
from stoa.demo.loading.prices import load_prices
from stoa.demo.loading.publication import read_publication

pytestmark = pytest.mark.django_db


def load():
    load_prices(read_publication())


def test_goods_reach_every_country_and_can_be_fetched():
    load()

    found = {
        country: [choice.name for choice in shipping.methods_for(country, 500, Decimal(30))]
        for country in ("BG", "ES", "FR", "JP")
    }

    assert {country: len(names) for country, names in found.items()} == {"BG": 2, "ES": 2, "FR": 2, "JP": 2}
    assert len({names[0] for names in found.values()}) == 4
    with translation.override("bg"):
        assert shipping.methods_for("BG", 500, Decimal(60))[0].name == "Куриер в България"
    assert [choice.price.amount for choice in shipping.methods_for("BG", 500, Decimal(60))] == [0, 0]


def test_coupons_can_be_used():
    load()

    def find(code):
        return coupons.find(code, lines=[make_line("a", "20")], user=None, email="", now=timezone.now())

    assert (find("welcome10").value, find("freeship").free_shipping) == (Decimal(10), True)


def test_second_load_changes_nothing():
    load()
    Coupon.objects.filter(code="WELCOME10").update(value=15)
    load()

    assert (Coupon.objects.count(), ShippingMethod.objects.count(), ShippingText.objects.count()) == (2, 5, 10)
    assert Coupon.objects.get(code="WELCOME10").value == 15
