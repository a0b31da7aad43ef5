"""M14: a payment that was announced fails days later: its buyer can pay anew, while the goods are there."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from shop.catalogue.models import Reservation
from shop.orders import settling
from shop.orders.models import Order, OrderMail, State
from shop.payments.exceptions import NothingToPay
from shop.payments.models import Payment, PaymentState
from shop.payments.sandbox.server import paying
from stoa.core.tests.racing import COMMITTING, race

BEGIN = "shop.payments.tests.tellers:begin"


@pytest.fixture
def announced(bank, begin, make_order, now):
    """announced(): the payment by debit of an order that was placed three days ago."""

    def make(**facts):
        payment = begin(make_order(**facts))
        paying.pay_later(bank.server.books, payment.reference, "wait")
        bank.deliver()
        Order.objects.filter(pk=payment.order_id).update(placed_at=now - timedelta(days=3))
        payment.refresh_from_db()
        return payment

    return make


@pytest.fixture
def fail(bank, django_capture_on_commit_callbacks):
    """fail(payment): its bank says that there is no money."""

    def tell(payment):
        paying.arrive(bank.server.books, payment.reference, "fail")
        with django_capture_on_commit_callbacks(execute=True):
            bank.deliver()

    return tell


def hours(moment):
    return round((moment - timezone.now()) / timedelta(hours=1))


def test_m14_the_buyer_has_time_to_pay_anew_and_is_told_until_when(bank, announced, fail, begin, mailoutbox):
    payment = announced(stock_of=5)

    fail(payment)

    order = Order.objects.get()
    assert (Payment.objects.get().state, order.state) == (PaymentState.FAILED, State.WAITING)
    assert hours(order.expires_at) == settings.PAYMENT_HOURS
    assert set(Reservation.objects.values_list("expires_at", flat=True)) == {order.expires_at}
    assert "Your order is kept for you until " in mailoutbox[-1].body
    assert f"/orders/{order.key}/" in mailoutbox[-1].body
    bank.pay(begin(order))
    bank.deliver()
    assert Order.objects.get().is_settled
    call_command("check_invariants")


def test_m14_a_failure_that_is_told_before_the_announcement_ends_alike(
    bank, begin, make_order, mailoutbox, django_capture_on_commit_callbacks
):
    payment = begin(make_order())
    paying.pay_later(bank.server.books, payment.reference, "wait")
    paying.arrive(bank.server.books, payment.reference, "fail")

    with django_capture_on_commit_callbacks(execute=True):
        answers = [bank.post(event).status_code for event in reversed(bank.waiting())]

    order = Order.objects.get()
    assert (set(answers), Payment.objects.get().state) == ({200}, PaymentState.FAILED)
    assert hours(order.expires_at) == settings.PAYMENT_HOURS
    assert [mail.subject for mail in mailoutbox] == [f"Your payment for order {order.number} has failed"]


def test_m14_in_the_last_hour_the_goods_are_held_until_one_has_paid(announced, fail, begin, now):
    payment = announced()
    fail(payment)
    Order.objects.update(expires_at=now + timedelta(minutes=5))
    OrderMail.objects.filter(name="unpaid").update(created_at=now - timedelta(hours=23))

    begin(payment.order)

    assert Order.objects.get().expires_at > now + timedelta(minutes=30)


def test_m14_nobody_begins_for_ever(announced, fail, begin, now):
    payment = announced()
    fail(payment)
    OrderMail.objects.filter(name="unpaid").update(created_at=now - timedelta(hours=25))
    Order.objects.update(expires_at=now + timedelta(minutes=5))

    with pytest.raises(NothingToPay):
        begin(payment.order)


def test_m14_goods_are_not_held_anew_by_each_payment_that_fails(bank, announced, fail, begin, now):
    payment = announced()
    fail(payment)
    OrderMail.objects.filter(name="unpaid").update(created_at=now - timedelta(hours=23))
    again = begin(payment.order)
    paying.pay_later(bank.server.books, again.reference, "wait")
    bank.deliver()
    held_for_a_bank = hours(Order.objects.get().expires_at)

    fail(again)

    assert (held_for_a_bank, hours(Order.objects.get().expires_at)) == (24 * settings.PENDING_PAYMENT_DAYS, 1)


def test_m14_when_the_goods_are_not_held_any_more_the_mail_says_so(announced, fail, now, mailoutbox):
    payment = announced()
    Order.objects.update(expires_at=now)
    settling.expire(order_id=payment.order_id, now=now)

    fail(payment)

    assert "Your order was not kept any longer." in mailoutbox[-1].body
    assert "is kept for you until" not in mailoutbox[-1].body


def test_m14_who_has_paid_otherwise_is_not_asked_to(announced, fail, now, mailoutbox):
    payment = announced()
    settling.mark_paid(order_id=payment.order_id, now=now)
    mailoutbox.clear()

    fail(payment)

    assert [mail.subject for mail in mailoutbox if "has failed" in mail.subject] == []


@COMMITTING
def test_m14_two_who_begin_anew_at_once_are_one_attempt(make_order, now, tmp_path):
    order = make_order()
    facts = {"provider": "sandbox", "amount": order.total, "currency": order.currency, "created_at": now}
    Payment.objects.create(order=order, attempt=1, state=PaymentState.FAILED, **facts)
    Order.objects.update(placed_at=now - timedelta(days=3))
    OrderMail.objects.create(order=order, name="unpaid", about="1", created_at=now, sent_at=now)

    answers = race(BEGIN, [str(order.pk)] * 4, tmp_path)

    assert set(answers) == {str(Payment.objects.get(attempt=2).pk)}
    call_command("check_invariants")
