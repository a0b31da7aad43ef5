"""M11: one attempt at a time, whatever breaks between us and the provider. Everything goes over HTTP."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from stripe import HTTPClient

from shop.catalogue.models import Reservation
from shop.orders.models import Order
from shop.payments import attempts
from shop.payments.exceptions import (
    AmountDiffers,
    NothingToPay,
    ProviderAway,
    ProviderRefuses,
    ProviderUnknown,
    UnderWay,
)
from shop.payments.models import Payment, PaymentState, RefundState
from shop.payments.sandbox.server.books import Fault
from shop.payments.stripe import client as stripe_client
from stoa.core.tests.racing import COMMITTING, race

BEGIN = "shop.payments.tests.tellers:begin"


@pytest.fixture
def slow_from_now(bank, monkeypatch):
    """slow_from_now("/v1/refunds"): whoever asks there waits a second, then gives up; the fault, for its `times`.

    Called when all else is ready: a call that is to be answered may take longer. The server counts before it is slow.
    """

    def forget():
        stripe_client.patient.cache_clear()
        stripe_client.quick.cache_clear()

    def set_up(path):
        forget()
        monkeypatch.setattr(stripe_client, "QUICK_TIME_OUT", (1, 1))
        monkeypatch.setattr(stripe_client, "TIME_OUT", (1, 1))
        fault = Fault("slow", times=9, seconds=2, path=path)
        bank.server.books.faults.append(fault)
        return fault

    yield set_up
    forget()


def test_m11_attempt_has_a_page_for_exactly_what_the_order_costs(bank, begin, make_order):
    order = make_order(quantities=(2, 1))

    payment = begin(order)

    session = bank.server.books.find("sessions", payment.reference)
    assert (payment.state, payment.money) == (PaymentState.OPEN, order.total_money)
    assert (session["amount_total"], session["currency"]) == (3000, "eur")
    assert payment.url == f"http://testserver/en/sandbox/pay/{payment.reference}/"


def test_m11_two_clicks_are_one_session(bank, begin, make_order):
    order = make_order()

    first, second = begin(order), begin(order)

    assert (first.pk, first.url) == (second.pk, second.url)
    assert len(bank.server.books.things["sessions"]) == 1


def test_m11_goods_are_held_as_long_as_one_can_pay(begin, make_order, now):
    order = make_order()

    payment = begin(order)

    order.refresh_from_db()
    session_ends = payment.expires_at
    assert order.expires_at >= session_ends >= now + timedelta(minutes=34)
    assert set(Reservation.objects.values_list("expires_at", flat=True)) == {order.expires_at}


@pytest.mark.parametrize("fault", [Fault("500", times=9), Fault("429", times=9), Fault("cut", times=9)])
def test_m11_when_the_provider_is_away_the_order_is_kept(bank, begin, make_order, fault):
    order = make_order()
    bank.server.books.faults.append(fault)

    with pytest.raises(ProviderAway):
        begin(order)
    bank.server.books.faults.clear()
    payment = begin(order)

    assert payment.attempt == 1
    assert len(bank.server.books.things["sessions"]) == 1
    assert Order.objects.get().is_waiting


def test_m11_provider_that_does_not_answer_is_away(begin, make_order, slow_from_now):
    order = make_order()
    slow = slow_from_now("/v1/")

    with pytest.raises(ProviderAway):
        begin(order)

    assert Order.objects.get().is_waiting
    assert 9 - slow.times == 1 + stripe_client.QUICK_RETRIES


def test_m11_buyers_wait_twelve_seconds_at_most_for_each_call_and_nobody_ten_for_an_answer():
    tries = 1 + stripe_client.QUICK_RETRIES

    assert sum(stripe_client.QUICK_TIME_OUT) * tries + HTTPClient.INITIAL_DELAY * (tries - 1) <= 12
    assert sum(stripe_client.TIME_OUT) <= 10


def test_m11_refund_that_gets_no_answer_waits(paid, give_back, slow_from_now):
    payment = paid()
    slow = slow_from_now("/v1/refunds")

    refund = give_back(payment, 1)

    refund.refresh_from_db()
    assert (refund.state, refund.error) == (RefundState.WAITING, "ProviderAway")
    assert 9 - slow.times == 1 + stripe_client.RETRIES


def test_m11_a_short_trouble_is_not_noticed(bank, begin, make_order):
    bank.server.books.faults.append(Fault("cut", times=1))

    payment = begin(make_order())

    assert len(bank.server.books.things["sessions"]) == 1
    assert payment.url


def test_m11_no_server_at_all_is_said(bank, begin, make_order):
    bank.server.stop()

    with pytest.raises(ProviderAway):
        begin(make_order())


def test_m13_after_its_time_an_attempt_is_followed_by_the_next(bank, make_order, now):
    order = make_order()
    first = attempts.begin(order_id=order.pk, provider_name="sandbox", now=now)
    Order.objects.update(expires_at=now + timedelta(hours=3))

    second = attempts.begin(order_id=order.pk, provider_name="sandbox", now=now + timedelta(minutes=34, seconds=30))

    first.refresh_from_db()
    assert (first.state, second.state, second.attempt) == (PaymentState.EXPIRED, PaymentState.OPEN, 2)


def test_m11_what_would_cost_something_else_is_held(bank, begin, make_order, mailoutbox):
    order = make_order()
    order.lines.update(unit=Decimal("9.99"), price=Decimal("9.99"))

    with pytest.raises(AmountDiffers):
        begin(order)

    payment = Payment.objects.get()
    assert (payment.state, payment.url) == (PaymentState.HELD, "")
    assert payment.reason == "the order costs €10.00, the payment service says €9.99"
    assert bank.server.books.find("sessions", payment.reference)["status"] == "expired"
    assert payment.order.events.get(name="attention").reason == f"Payment 1: {payment.reason}"


def test_m11_what_stripe_refuses_can_be_tried_otherwise(begin, make_order):
    order = make_order(price="0.10")

    with pytest.raises(ProviderRefuses):
        begin(order)

    assert begin(order, "invoice").url == f"/en/orders/{order.key}/pay/transfer/"
    assert [payment.state for payment in Payment.objects.order_by("attempt")] == ["failed", "open"]


def test_m11_what_is_not_offered_for_an_amount_cannot_be_begun(begin, make_order):
    order = make_order()
    Order.objects.update(currency="UGX")

    with pytest.raises(ProviderUnknown):
        begin(order)

    assert Payment.objects.count() == 0


def test_m11_orders_that_do_not_wait_cannot_be_paid(begin, make_order, now):
    over, under_way = make_order(), make_order()
    Order.objects.filter(pk=over.pk).update(expires_at=now)
    payment = begin(under_way)
    Payment.objects.filter(pk=payment.pk).update(state=PaymentState.PENDING)

    with pytest.raises(NothingToPay):
        begin(over)
    with pytest.raises(UnderWay):
        begin(under_way)


def test_m11_nobody_holds_goods_for_ever(make_order, bank, now):
    order = make_order()
    Order.objects.update(placed_at=now - timedelta(hours=25))

    with pytest.raises(NothingToPay):
        attempts.begin(order_id=order.pk, provider_name="sandbox", now=now)


def test_m11_bank_transfer_holds_the_goods_for_two_weeks(begin, make_order, now):
    order = make_order()

    payment = begin(order, "invoice")

    order.refresh_from_db()
    assert payment.reference == f"{order.number}-1"
    assert order.expires_at >= now + timedelta(days=13)
    call_command("check_invariants")


@COMMITTING
def test_m11_many_clicks_at_once_are_one_attempt(make_order, tmp_path):
    order = make_order()

    answers = race(BEGIN, [str(order.pk)] * 8, tmp_path)

    assert set(answers) == {str(Payment.objects.get().pk)}
    call_command("check_invariants")
