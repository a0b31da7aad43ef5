"""What must always hold is found when it does not."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from shop.catalogue.models import Offer, Reservation
from shop.orders import placing
from shop.orders.models import Cart, CartLine, Coupon, DownloadRight, Order, OrderEvent, OrderLine, Redemption, State
from shop.orders.quoting import Buyer, quote
from stoa.core import invariants

BUYER = Buyer(language="en", email="buyer@example.org")


@pytest.fixture
def order(make_offer, make_coupon, now):
    """An order of two with a coupon, waiting."""
    make_coupon("TEN")
    offer = make_offer(stock_of=5, ships=False)
    mine = Cart.objects.create(changed_at=now, coupon_code="TEN")
    CartLine.objects.create(cart=mine, offer=offer, quantity=2, price_seen=10, currency="EUR", added_at=now)
    total = quote(cart=mine, buyer=BUYER, now=now).total
    purchase = placing.Purchase(checkout_key=mine.checkout_key, buyer=BUYER, total=total)
    return placing.place(cart=mine, purchase=purchase, now=now)


def wrong():
    return [problem.split(":")[0] for problem in invariants.problems()]


def test_m24_everything_holds_after_an_order(order, capsys):
    call_command("check_invariants")

    assert "stock and its ledger" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (Offer, {"stock": 4}, "stock and its ledger"),
        (Coupon, {"used": 0}, "coupons"),
        (OrderLine, {"discount": Decimal(1)}, "orders add up"),
        (Redemption, {"order_key": "another"}, "orders and coupons"),
        (OrderEvent, {"state": State.PAID}, "histories of orders"),
        (OrderEvent, {"state": ""}, "histories of orders"),
        (Reservation, {"quantity": F("quantity") + 1}, "goods of waiting orders"),
    ],
)
def test_m24_what_does_not_hold_is_named(order, model, change, name):
    model.objects.update(**change)

    assert set(wrong()) == {name}
    with pytest.raises(CommandError, match=name):
        call_command("check_invariants")


def test_m24_a_state_without_its_event_is_named(order):
    Order.objects.update(state=State.CANCELLED)

    assert set(wrong()) == {"histories of orders", "orders and coupons", "goods of other orders"}


def test_m24_a_paid_download_that_nobody_may_take_is_named(bought):
    order = bought()
    before = wrong()
    DownloadRight.objects.filter(line__order=order).delete()

    assert (before, wrong()) == ([], ["downloads of paid orders"])
