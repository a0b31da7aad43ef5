"""A held payment that many decide about at once, while its provider tells of it."""

import pytest
from django.core.management import call_command

from shop.orders.models import Invoice
from shop.payments.models import EventState, PaymentState, ProviderEvent, Refund
from stoa.core.tests.racing import COMMITTING, race

DECIDE = "shop.payments.tests.tellers:decide"


@pytest.fixture
def held(bank, begin, make_order):
    """held(): a payment of an order of 10.00 for which 12.00 have come, and committed."""

    def make():
        payment = begin(make_order())
        bank.server.books.find("sessions", payment.reference)["amount_total"] = 1200
        bank.pay(payment)
        bank.deliver()
        return payment

    return make


@COMMITTING
def test_many_who_decide_at_once_decide_once(held, tmp_path):
    payment = held()
    wishes = [f"{payment.pk} {name} 12.00" for name in ("accept", "give_back", "tell") * 4]

    answers = race(DECIDE, wishes, tmp_path)

    payment.refresh_from_db()
    kept = payment.state == PaymentState.SETTLED
    assert kept or payment.state in (PaymentState.RETURNING, PaymentState.REFUNDED)
    assert answers.count("NotHeld") == 4
    assert (Refund.objects.count(), Refund.objects.get().amount) == (1, 2 if kept else 12)
    assert Invoice.objects.count() == kept
    call_command("check_invariants")


@COMMITTING
def test_who_decides_and_who_lets_an_event_act_once_more_never_wait_in_a_ring(held, tmp_path):
    payments = [held() for _each in range(12)]
    wishes = [f"{payment.pk} {name} 12.00" for payment in payments for name in ("replay", "accept")]

    answers = race(DECIDE, wishes, tmp_path)

    assert set(answers) == {"replayed", str(PaymentState.SETTLED)}
    assert set(ProviderEvent.objects.values_list("state", flat=True)) == {EventState.HANDLED, EventState.IGNORED}
    call_command("check_invariants")
