"""What must always hold of payments is found when it does not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from shop.orders.models import Order, OrderLine, State
from shop.payments.models import EventState, Payment, PaymentState, ProviderEvent, Refund
from stoa.core import invariants

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def wrong():
    return {problem.split(":")[0] for problem in invariants.problems()}


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (Payment, {"state": PaymentState.EXPIRED}, "paid orders and payments"),
        (Payment, {"amount": Decimal(99)}, "paid orders and payments"),
        (Payment, {"currency": "USD"}, "paid orders and payments"),
        (Payment, {"refunded": Decimal(5)}, "refunds and payments"),
        (Refund, {"amount": Decimal(5)}, "refunds and payments"),
        (OrderLine, {"refunded": 0}, "refunded lines"),
        (ProviderEvent, {"state": EventState.FAILED, "received_at": LONG_AGO}, "events of providers"),
        (ProviderEvent, {"state": EventState.RECEIVED, "received_at": LONG_AGO}, "events of providers"),
    ],
)
def test_m24_what_is_wrong_with_payments_is_found(paid, give_back, model, change, name):
    give_back(paid(quantities=(2, 1)), 1)
    before = wrong()

    model.objects.update(**change)

    assert (before, wrong()) == (set(), {name})


def test_m24_payment_of_an_order_that_is_not_paid_is_found(paid):
    paid()

    Order.objects.update(state=State.CANCELLED)

    assert "paid orders and payments" in wrong()
