"""The demo's orders: a year of them in every state, true to the books, and loaded once."""

import datetime as dt
from collections import Counter

from shop.catalogue.models import Offer, StockMovement
from shop.orders.models import Coupon, NumberSeries, Order, OrderEvent, OrderLine, OrderMail, Redemption, State
from stoa.core import invariants
from stoa.demo.loading.loader import load
from stoa.demo.loading.publication import read_publication
from stoa.demo.tests.conftest import NOW

COUNTED = (Order, OrderLine, OrderEvent, OrderMail, Redemption, StockMovement, NumberSeries)


def state():
    counts = {model.__name__: model.objects.count() for model in COUNTED}
    return counts, list(Offer.objects.order_by("sku").values_list("sku", "stock", "owed"))


def test_orders_of_a_year_are_in_every_state(reader):
    placed = sorted(Order.objects.values_list("placed_at", flat=True))
    countries = Counter(Order.objects.values_list("tax_country", flat=True))

    assert len(placed) == 60
    assert dt.timedelta(days=300) < NOW - placed[0] < dt.timedelta(days=365)
    assert placed[-1] < NOW
    assert set(Order.objects.values_list("state", flat=True)) == set(State.values)
    assert len(countries) > 8
    assert Order.objects.exclude(user=None).count() > 15
    assert Order.objects.filter(user=None).exclude(email="").count() > 15
    assert set(OrderLine.objects.values_list("kind", flat=True)) == {Offer.GOODS, Offer.DOWNLOAD}
    assert set(Coupon.objects.filter(orders__isnull=False).values_list("code", flat=True)) == {"WELCOME10", "FREESHIP"}


def test_orders_are_true_to_the_books(reader):
    numbers = list(Order.objects.order_by("placed_at", "pk").values_list("number", flat=True))

    assert list(invariants.problems()) == []
    assert numbers == sorted(numbers)
    assert not OrderEvent.objects.filter(created_at__gt=NOW).exists()
    assert not OrderMail.objects.filter(sent_at=None).exists()


def test_shelves_hold_what_the_products_say_in_spite_of_orders(reader):
    products = [languages["en"].facts for languages in read_publication().products.values()]
    shelf = [facts for product in products for facts in product.get("variants", [product])]

    expected = {facts["sku"]: facts.get("stock") for facts in shelf}

    assert dict(Offer.objects.filter(sku__in=expected).values_list("sku", "stock")) == expected


def test_second_load_leaves_orders_as_they_are(reader):
    before = state()

    load(now=NOW + dt.timedelta(days=3), picture_width=160)

    assert state() == before
