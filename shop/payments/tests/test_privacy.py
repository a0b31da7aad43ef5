"""What a buyer gets of their payments."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.payments import privacy, recording
from shop.payments.models import PaymentState, Refund
from stoa.accounts.models import User


@pytest.fixture
def pay(make_order, now):
    """pay(user): the payment of one order more, with two refunds."""

    def one_more(user):
        order = make_order(user=user)
        payment = recording.new_attempt(order=order, provider="stripe", now=now)
        payment.state, payment.settled_at = PaymentState.SETTLED, now
        payment.save()
        for amount in (1, 2):
            Refund.objects.create(payment=payment, amount=amount, currency="EUR", created_at=now)
        return payment

    return one_more


@pytest.mark.django_db
def test_payments_come_with_their_refunds_in_as_many_queries_for_one_as_for_three(pay):
    user = User.objects.create_user("b@example.org", "pw", handle="buyer")
    pay(user)

    with CaptureQueriesContext(connection) as one:
        list(privacy._payments(user))
    pay(user)
    pay(user)
    with CaptureQueriesContext(connection) as three:
        found = list(privacy._payments(user))

    assert len(one) == len(three) == 2
    assert [[refund["amount"] for refund in row["refunds"]] for row in found] == [[Decimal(1), Decimal(2)]] * 3
    assert {name for row in found for name in row} == {*privacy.OF_PAYMENT, "refunds"}
