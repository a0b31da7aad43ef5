"""M26: the order's page invites to review what has come."""

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.catalogue.models import Offer, Review
from shop.orders import sending
from shop.orders.models import Order, OrderLine, State

WORDS = "Review this"


@pytest.fixture
def ada(make_member):
    return make_member("ada")


@pytest.fixture
def asked(client):
    """asked(order): how many lines of its page invite."""
    return lambda order: client.get(reverse("order", args=[order.key])).text.count(WORDS)


def test_m26_download_can_be_reviewed_at_once(client, ada, buy, make_product, asked):
    product = make_product(kind=Offer.DOWNLOAD)
    order = buy(ada, product)
    client.force_login(ada)
    before = asked(order)
    Review.objects.create(
        translation_key=product.translation_key,
        user=ada,
        title="Good",
        stars=5,
        language="en",
        created_at=timezone.now(),
    )

    assert (before, asked(order)) == (1, 0)


def test_m26_goods_are_asked_about_when_they_are_sent(client, ada, buy, make_product, asked):
    order = buy(ada, make_product(kind=Offer.DOWNLOAD))
    Order.objects.update(state=State.PAID)
    OrderLine.objects.update(ships=True)
    client.force_login(ada)
    before = asked(order)
    sending.ship(order_id=order.pk, quantities={OrderLine.objects.get().pk: 1}, parcels_before=0, now=timezone.now())

    assert (before, asked(order)) == (0, 1)


def test_m26_nobody_is_asked_about_what_is_gone_or_taken_back(client, ada, buy, make_product, asked):
    gone, back = make_product("Gone", kind=Offer.DOWNLOAD), make_product("Back", kind=Offer.DOWNLOAD)
    order = buy(ada, gone, back)
    client.force_login(ada)
    gone.unpublish()
    OrderLine.objects.filter(translation_key=back.translation_key).update(refunded=1)

    assert asked(order) == 0


def test_m26_waiting_order_asks_nothing(client, ada, buy, make_product, asked):
    order = buy(ada, make_product(kind=Offer.DOWNLOAD))
    Order.objects.update(state=State.WAITING)
    client.force_login(ada)

    assert asked(order) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_m26_order_takes_the_same_queries(client, ada, buy, make_product, number, django_assert_max_num_queries):
    order = buy(ada, *(make_product(f"Product {each}", kind=Offer.DOWNLOAD) for each in range(number)))
    client.force_login(ada)
    client.get(reverse("order", args=[order.key]))

    with django_assert_max_num_queries(16):
        assert client.get(reverse("order", args=[order.key])).text.count(WORDS) == number
