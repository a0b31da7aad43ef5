"""In an outage every call waits for half a minute: the sweep makes one, and leaves that provider alone for a while."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from shop.orders.models import Order, State
from shop.payments import outages, reconciling, unanswered
from shop.payments.models import Payment, PaymentState, Refund, RefundState
from shop.payments.sandbox.server.books import Fault
from shop.payments.stripe import client

TRIES = 1 + client.RETRIES


@pytest.fixture
def calls(bank):
    """calls(): how many requests have failed since the provider is away."""
    fault = Fault("500", times=99)

    def count():
        if fault not in bank.server.books.faults:
            bank.server.books.faults.append(fault)
        return 99 - fault.times

    return count


@pytest.fixture
def silent(begin, make_order, now):
    """Three payments of which nobody has told for an hour."""
    for _each in range(3):
        begin(make_order())
    Payment.objects.update(created_at=now - timedelta(hours=1))


@pytest.fixture
def waiting(paid, give_back):
    """Three refunds that wait to be sent."""
    return [give_back(paid(), 1, sends=False) for _each in range(3)]


def sweep_twice(job):
    for _sweep in range(2):
        job()


def test_the_sweep_asks_about_one_silent_payment(silent, calls):
    calls()

    sweep_twice(reconciling.ask_about_silent)

    assert (calls(), Payment.objects.exclude(asked_at=None).count()) == (TRIES, 1)


def test_the_sweep_closes_one_needless_payment(silent, calls):
    Order.objects.update(state=State.CANCELLED)
    calls()

    sweep_twice(reconciling.close_needless)

    assert (calls(), Payment.objects.filter(state=PaymentState.OPEN).count()) == (TRIES, 2)


@pytest.mark.parametrize("hours", [1, 25])
def test_the_sweep_sends_or_asks_about_one_refund(waiting, calls, now, hours):
    Refund.objects.update(created_at=now - timedelta(hours=hours))
    calls()

    sweep_twice(unanswered.send_missed)

    assert (calls(), Refund.objects.filter(state=RefundState.WAITING).count()) == (TRIES, 3)


def test_all_jobs_together_make_one_call_and_go_on_afterwards(bank, silent, waiting, calls):
    calls()
    for job in (reconciling.ask_about_silent, reconciling.close_needless, unanswered.send_missed):
        job()
    made = calls()
    bank.server.books.faults.clear()
    outages.forget()

    unanswered.send_missed()

    assert (made, Refund.objects.filter(state=RefundState.DONE).count()) == (TRIES, 3)


def test_reconciling_asks_anew_and_says_once_that_nobody_answers(silent, calls, capsys):
    calls()
    reconciling.ask_about_silent()

    call_command("reconcile_payments")

    assert calls() == 2 * TRIES
    assert capsys.readouterr().out.count("the payment service does not answer") == 1


def test_others_are_asked_meanwhile(waiting):
    outages.note("stripe")

    unanswered.send_missed()

    assert Refund.objects.filter(state=RefundState.DONE).count() == 3
