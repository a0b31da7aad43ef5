"""Fifty buyers from two processes."""

from collections import Counter

from shop.orders import coupons
from shop.orders.models import Coupon, Redemption
from stoa.core.tests.racing import COMMITTING, race

BUYERS = range(50)
USE, GIVE_BACK = "shop.orders.tests.buyers:use_coupon", "shop.orders.tests.buyers:give_back"


@COMMITTING
def test_m07_coupon_of_five_uses_is_used_five_times(make_coupon, tmp_path):
    scarce, personal = make_coupon("A-1", limit_total=5), make_coupon("B-1", limit_per_customer=5)
    mine = make_coupon("C-1")
    many = [f"{scarce.pk} scarce-{number} buyer{number}@example.org" for number in BUYERS]
    one = [f"{personal.pk} personal-{number} buyer@example.org" for number in range(20)]
    again = [f"{mine.pk} mine buyer@example.org"] * 10

    answers = race(USE, [*many, *one, *again], tmp_path)

    assert Counter(answers[:50]) == {"used": 5, "CouponRefused": 45}
    assert Counter(answers[50:70]) == {"used": 5, "CouponRefused": 15}
    assert Counter(answers[70:]) == {"used": 10}
    assert list(Coupon.objects.order_by("code").values_list("used", flat=True)) == [5, 5, 1]
    assert coupons.wrong_counts() == []


@COMMITTING
def test_m07_use_is_given_back_once_however_many_ask(make_coupon, tmp_path):
    coupon = make_coupon(limit_total=5, used=1)
    Redemption.objects.create(
        coupon=coupon, order_key="order-1", discount=1, currency="EUR", redeemed_at="2026-11-21T12:00Z"
    )

    answers = race(GIVE_BACK, ["order-1"] * 20, tmp_path)

    assert Counter(answers) == {"given back": 1, "nothing": 19}
    assert Coupon.objects.get().used == 0
    assert coupons.wrong_counts() == []
