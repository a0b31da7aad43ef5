"""What each buyer of a race does, in a process of its own (`stoa.core.tests.racing`)."""

from datetime import UTC, datetime
from decimal import Decimal

from shop.orders import coupons
from stoa.core.money import Money


def use_coupon(argument):
    """ "3 order-7 ada@example.org": the order uses the coupon."""
    coupon_id, order_key, email = argument.split()
    coupons.redeem(
        coupon_id=int(coupon_id),
        order_key=order_key,
        user=None,
        email=email,
        discount=Money(Decimal(5), "EUR"),
        now=datetime.now(UTC),
    )
    return "used"


def give_back(order_key):
    return "given back" if coupons.give_back(order_key=order_key, now=datetime.now(UTC)) else "nothing"
