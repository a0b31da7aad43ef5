"""One order of which something is wrong does not keep the sweep from the others, and somebody can read of it."""

from datetime import timedelta

import pytest
from django.db.models.signals import pre_save
from django.utils import timezone

from shop.orders import settling
from shop.orders.invoices import catching_up
from shop.orders.models import Invoice, Order, OrderEvent, State


@pytest.fixture
def break_for():
    """break_for(order, Invoice): no invoice of this order can be written."""
    receivers = []

    def break_one(order, model):
        def refuse(instance, **kwargs):
            if instance.order_id == order.pk:
                raise RuntimeError("broken")

        pre_save.connect(refuse, sender=model)
        receivers.append((refuse, model))

    yield break_one
    for receiver, model in receivers:
        pre_save.disconnect(receiver, sender=model)


def failures(caplog):
    """What was logged, with the exception."""
    return [(record.getMessage(), str(record.exc_info[1])) for record in caplog.records if record.levelname == "ERROR"]


def test_an_order_that_cannot_expire_does_not_stop_the_others(make_order, break_for, caplog):
    orders = [make_order() for _each in range(3)]
    Order.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    break_for(orders[0], OrderEvent)

    settling.expire_due()

    states = list(Order.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.WAITING, State.EXPIRED, State.EXPIRED]
    assert failures(caplog) == [(f"Sweep: expiry of order {orders[0].pk} failed", "broken")]


def test_an_invoice_that_cannot_be_issued_does_not_stop_the_others(make_order, break_for, caplog):
    orders = [make_order() for _each in range(3)]
    Order.objects.update(state=State.PAID, paid_at=timezone.now())
    break_for(orders[0], Invoice)

    catching_up.issue_missed()

    assert list(Invoice.objects.order_by("pk").values_list("order", flat=True)) == [orders[1].pk, orders[2].pk]
    assert failures(caplog) == [(f"Sweep: invoice of order {orders[0].pk} failed", "broken")]
