"""M14: what was lost on the way is found by asking, and what cannot be mended is said."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone

from shop.orders import settling
from shop.orders.models import Order, OrderLine, OrderMail, State
from shop.payments import reconciling
from shop.payments.models import Payment, PaymentState, RefundState
from shop.payments.sandbox.server import paying
from shop.payments.sandbox.server.books import Fault


def test_m14_a_lost_event_is_made_up_for(bank, begin, make_order, now, capsys):
    payment = begin(make_order())
    bank.pay(payment)

    call_command("reconcile_payments")
    call_command("reconcile_payments")

    told = capsys.readouterr().out.splitlines()
    assert told == [
        f"Order {payment.order.number}, payment 1 (Test payment): was “begun”, is “received”",
        "1 of them were not as their providers say.",
        "All as it should be.",
    ]
    assert Order.objects.get().is_settled
    call_command("check_invariants")


def test_m14_a_refund_at_the_provider_is_found(bank, paid, capsys):
    payment = paid(quantities=(2,))
    paying.refund(bank.server.books, {"payment_intent": bank.intent(payment)})

    call_command("reconcile_payments")

    payment.refresh_from_db()
    assert payment.state == PaymentState.REFUNDED
    assert Order.objects.get().state == State.REFUNDED
    call_command("check_invariants")


def test_m14_reconciling_says_what_it_cannot_ask(bank, begin, make_order, capsys):
    begin(make_order())
    bank.server.books.faults.append(Fault("500", times=9))

    call_command("reconcile_payments")

    assert "the payment service does not answer" in capsys.readouterr().out


def test_m14_the_sweep_asks_about_silent_payments(bank, begin, make_order, now):
    payment = begin(make_order())
    bank.pay(payment)
    reconciling.ask_about_silent()
    silent_for_a_moment = Order.objects.get().is_waiting
    Payment.objects.update(created_at=now - timedelta(minutes=5))

    reconciling.ask_about_silent()

    assert silent_for_a_moment
    assert Order.objects.get().is_settled


def test_m14_nobody_can_pay_what_was_given_up(bank, begin, make_order, now):
    order = make_order()
    payment = begin(order)
    settling.cancel(order_id=order.pk, now=timezone.now())

    reconciling.close_needless()

    payment.refresh_from_db()
    assert payment.state == PaymentState.EXPIRED
    assert bank.server.books.find("sessions", payment.reference)["status"] == "expired"


@pytest.mark.parametrize("ask", [partial(call_command, "reconcile_payments"), reconciling.ask_about_silent])
def test_m14_a_payment_that_cannot_be_compared_does_not_stop_the_others(bank, begin, make_order, now, caplog, ask):
    payments = [begin(make_order()) for _each in range(3)]
    for payment in payments:
        bank.pay(payment)
    Payment.objects.update(created_at=now - timedelta(minutes=5))
    OrderLine.objects.filter(order=payments[0].order).update(kind="nobody")

    ask()

    states = list(Payment.objects.order_by("pk").values_list("state", flat=True))
    assert states == [PaymentState.OPEN, PaymentState.SETTLED, PaymentState.SETTLED]
    assert f"Payment {payments[0].pk} cannot be compared" in caplog.text
    assert "NoHandler" in caplog.text


def test_m14_a_lost_failure_of_a_debit_is_found(bank, begin, make_order):
    payment = begin(make_order())
    paying.pay_later(bank.server.books, payment.reference, "wait")
    bank.deliver()
    paying.arrive(bank.server.books, payment.reference, "fail")

    call_command("reconcile_payments")

    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED
    assert OrderMail.objects.filter(name="unpaid").count() == 1


def test_m14_a_lost_failure_of_a_refund_is_told_to_staff_once(bank, paid, give_back, capsys):
    payment = paid(quantities=(2, 1))
    give_back(payment, 1)
    bank.deliver()
    [name] = bank.server.books.things["refunds"]
    paying.fail_refund(bank.server.books, name)

    for _night in range(2):
        call_command("reconcile_payments")

    what = "€10.00 have gone back as we know, €0.00 as the payment service says"
    line = f"Order {payment.order.number}, payment 1 (Test payment): {what}"
    assert capsys.readouterr().out.splitlines() == [line, "1 of them were not as their providers say."] * 2
    assert [event.reason for event in payment.order.events.filter(name="attention")] == [f"Payment 1: {what}"]


def test_m14_a_refund_that_is_known_to_have_failed_or_is_on_its_way_is_as_it_should_be(bank, paid, give_back, capsys):
    payment = paid(quantities=(2, 1))
    refund = give_back(payment, 1)
    paying.fail_refund(bank.server.books, next(iter(bank.server.books.things["refunds"])))
    bank.deliver()
    give_back(payment, 0, 1, sends=False)

    call_command("reconcile_payments")

    refund.refresh_from_db()
    assert (refund.state, capsys.readouterr().out) == (RefundState.DONE, "All as it should be.\n")
