"""M24: fifty buyers at once, from two processes. What must hold holds afterwards."""

from collections import Counter
from itertools import cycle, islice

import pytest
from django.core.management import call_command
from django.db import connection

from shop.catalogue.models import Offer
from shop.orders.models import Cart, CartLine, Coupon, Order
from shop.orders.tests.buyers import seen
from stoa.accounts.models import User
from stoa.core.tests.racing import COMMITTING, race

BUY, LOG_IN = "shop.orders.tests.buyers:buy", "shop.orders.tests.buyers:log_in"
#: SQLite lets one write after the other; a few tell as much.
BUYERS = 8 if connection.vendor == "sqlite" else 50


@pytest.fixture
def make_cart(make_offer, now):
    """make_cart(offer, …, coupon="TEN"): a visitor's cart with one of each."""

    def make(*offers, coupon=""):
        cart = Cart.objects.create(changed_at=now, coupon_code=coupon)
        for offer in offers:
            CartLine.objects.create(
                cart=cart, offer=offer, quantity=1, price_seen=offer.price, currency="EUR", added_at=now
            )
        return cart

    return make


def kinds(answers):
    """How many got an order, and why the others did not."""
    return Counter("order" if len(answer) == 36 else answer for answer in answers)


@COMMITTING
@pytest.mark.parametrize("left", [1, 7])
def test_m24_fifty_buyers_get_no_more_than_there_are(make_offer, make_cart, tmp_path, left):
    offer = make_offer(stock_of=left, ships=False)
    carts = [seen(make_cart(offer)) for _ in range(BUYERS)]

    answers = race(BUY, carts, tmp_path)

    assert kinds(answers) == {"order": left, "OutOfStock": BUYERS - left}
    assert (Offer.objects.get().stock, Order.objects.count()) == (0, left)
    call_command("check_invariants")


@COMMITTING
def test_m24_carts_with_the_same_goods_in_any_order_do_not_wait_for_each_other(make_offer, make_cart, tmp_path):
    one, two = make_offer("A", stock_of=BUYERS, ships=False), make_offer("B", stock_of=BUYERS, ships=False)
    carts = [seen(make_cart(*pair)) for pair in islice(cycle([(one, two), (two, one)]), BUYERS)]

    answers = race(BUY, carts, tmp_path)

    assert kinds(answers) == {"order": BUYERS}
    assert list(Offer.objects.order_by("sku").values_list("stock", flat=True)) == [0, 0]
    assert sorted(int(number[3:]) for number in Order.objects.values_list("number", flat=True)) == list(
        range(1, BUYERS + 1)
    )
    call_command("check_invariants")


@COMMITTING
def test_m07_a_coupon_of_five_uses_makes_five_cheap_orders(make_offer, make_cart, make_coupon, tmp_path):
    make_coupon("FIVE", limit_total=5)
    # Each buys something else: only the coupon's own lock keeps them apart.
    offers = [make_offer(f"A-{number}", stock_of=1, ships=False) for number in range(BUYERS)]
    carts = [seen(make_cart(offer, coupon="FIVE")) for offer in offers]

    answers = race(BUY, carts, tmp_path)

    assert kinds(answers) == {"order": 5, "CouponRefused": BUYERS - 5}
    assert (Coupon.objects.get().used, Offer.objects.filter(stock=0).count()) == (5, 5)
    call_command("check_invariants")


@COMMITTING
def test_m09_many_clicks_make_one_order(make_offer, make_cart, tmp_path):
    offer = make_offer(stock_of=BUYERS, ships=False)
    clicks = [seen(make_cart(offer))] * BUYERS

    answers = race(BUY, clicks, tmp_path)

    assert set(answers) == {str(Order.objects.get().key)}
    assert Offer.objects.get().stock == BUYERS - 1
    call_command("check_invariants")


@COMMITTING
def test_m04_two_tabs_bring_a_cart_along_once(make_offer, make_cart, now, tmp_path):
    offer = make_offer()
    user = User.objects.create_user("mia@example.org", "pw")
    mine, theirs = make_cart(offer), make_cart(offer)
    Cart.objects.filter(pk=mine.pk).update(user=user)

    answers = race(LOG_IN, [f"{theirs.key} {user.pk}"] * 10, tmp_path)

    assert answers == ["1"] * 10
    assert [(line.cart_id, line.quantity) for line in CartLine.objects.all()] == [(mine.pk, 2)]


@COMMITTING
def test_m04_a_member_who_logs_in_on_many_devices_keeps_what_was_in_each_cart(make_offer, make_cart, tmp_path):
    offer = make_offer()
    user = User.objects.create_user("mia@example.org", "pw")
    mine, theirs = make_cart(offer), [make_cart(offer) for _ in range(BUYERS)]
    Cart.objects.filter(pk=mine.pk).update(user=user)

    race(LOG_IN, [f"{cart.key} {user.pk}" for cart in theirs], tmp_path)

    assert [(line.cart_id, line.quantity) for line in CartLine.objects.all()] == [(mine.pk, BUYERS + 1)]


@COMMITTING
def test_m04_a_cart_comes_along_with_one_of_those_who_share_a_browser(make_offer, make_cart, tmp_path):
    offer = make_offer()
    users = [User.objects.create_user(f"mia{number}@example.org", "pw") for number in range(8)]
    for user in users:
        Cart.objects.filter(pk=make_cart(offer).pk).update(user=user)
    theirs = make_cart(offer)

    race(LOG_IN, [f"{theirs.key} {user.pk}" for user in users], tmp_path)

    assert sorted(CartLine.objects.values_list("quantity", flat=True)) == [1] * 7 + [2]
