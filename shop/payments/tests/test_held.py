"""A held payment: accepted, given back or closed by a person, once, with all that follows."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from shop.catalogue.models import Offer
from shop.orders import settling
from shop.orders.models import Invoice, InvoiceKind, Order, OrderMail, State
from shop.payments import held, refunding, settlement
from shop.payments.base import Fetched, Standing
from shop.payments.exceptions import AmountDiffers, LessCame, MoneyCame, NotHeld, OrderTakesNothing, OtherCurrency
from shop.payments.models import EventState, Payment, PaymentState, Refund, RefundState
from shop.payments.sandbox.server import paying
from shop.payments.sandbox.server.books import Fault
from stoa.core.money import Money


@pytest.fixture
def decide(now, django_capture_on_commit_callbacks):
    """decide(held.accept, payment): as the manager who sees the payment."""

    def act(function, payment, **changes):
        facts = {"payment_id": payment.pk, "seen": payment.left, "user": None, "now": now} | changes
        with django_capture_on_commit_callbacks(execute=True):
            return function(**facts)

    return act


def euros(amount):
    return Money(Decimal(amount), "EUR")


def mails():
    return sorted(OrderMail.objects.exclude(name__in=["placed", "attention"]).values_list("name", flat=True))


def test_what_came_is_the_amount_of_a_held_payment(hold):
    payment = hold(1200)

    assert (payment.state, payment.left, payment.has_come) == (PaymentState.HELD, euros(12), True)
    assert payment.reason == "the order costs €10.00, paid were €12.00"
    call_command("check_invariants")


def test_accepted_money_pays_the_order_and_the_rest_goes_back(bank, hold, decide, mailoutbox):
    payment = hold(1200)

    for _again in range(2):
        decide(held.accept, payment)
        bank.deliver()

    payment.refresh_from_db()
    order, refund, invoice = Order.objects.get(), Refund.objects.get(), Invoice.objects.get()
    (at_provider,) = bank.server.books.things["refunds"].values()
    assert (order.state, payment.state) == (State.COMPLETED, PaymentState.SETTLED)
    assert not payment.events.filter(state=EventState.HELD).exists()
    assert (payment.amount, payment.surplus, payment.left) == (12, 2, euros(10))
    assert (refund.state, refund.amount, refund.is_surplus, at_provider["amount"]) == (RefundState.DONE, 2, True, 200)
    assert (invoice.kind, invoice.total) == (InvoiceKind.INVOICE, 10)
    assert mails() == ["paid", "refunded"]
    assert "You have paid more than your order costs: €2.00 go back" in mailoutbox[-1].body
    assert "€12.00 accepted" in order.events.get(state=State.PAID).reason
    call_command("check_invariants")


def test_after_that_the_order_goes_back_like_any_other(bank, hold, decide, give_back):
    payment = decide(held.accept, hold(1200))
    bank.deliver()

    give_back(Payment.objects.select_related("order").get(), 1)
    bank.deliver()

    payment.refresh_from_db()
    assert (payment.state, payment.refunded, Order.objects.get().state) == (PaymentState.REFUNDED, 12, State.REFUNDED)
    assert [note.total for note in Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE)] == [10]
    call_command("check_invariants")


def test_what_staff_gave_back_at_the_provider_before_is_not_given_back_again(
    bank, hold, decide, mailoutbox, django_capture_on_commit_callbacks
):
    payment = hold(1200)
    paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": "200"})
    with django_capture_on_commit_callbacks(execute=True):
        bank.deliver()
    payment.refresh_from_db()
    mail = mailoutbox[-1].body

    decide(held.accept, payment)

    payment.refresh_from_db()
    assert "You get €2.00 back" in mail
    assert (payment.state, payment.left, Refund.objects.count()) == (PaymentState.SETTLED, euros(10), 1)
    call_command("check_invariants")


def test_a_surplus_that_went_back_at_the_provider_asks_for_no_goods(bank, hold, decide):
    payment = hold(1200)
    bank.server.books.faults.append(Fault("500", times=9, path="/v1/refunds"))
    decide(held.accept, payment)
    refunding.fail(refund_id=Refund.objects.get().pk, error="no", now=payment.created_at)
    bank.server.books.faults.clear()
    told = payment.order.events.filter(name="attention").count()

    paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": "200"})
    bank.deliver()

    assert list(Refund.objects.order_by("pk").values_list("state", "is_surplus")) == [("failed", True), ("done", True)]
    assert payment.order.events.filter(name="attention").count() == told
    call_command("check_invariants")


def test_less_than_the_order_costs_is_not_accepted(hold, decide):
    payment = hold(999)

    with pytest.raises(LessCame):
        decide(held.accept, payment)

    assert (Order.objects.get().state, Refund.objects.count()) == (State.WAITING, 0)


def test_another_currency_is_not_accepted_and_goes_back(bank, begin, make_order, decide, now):
    payment, dollars = begin(make_order()), Money(Decimal(20), "USD")
    came = Fetched(standing=Standing.PAID, amount=dollars, charge="pi_1")
    settlement.settle(payment_id=payment.pk, facts=came, now=now)
    payment.refresh_from_db()

    with pytest.raises(OtherCurrency):
        decide(held.accept, payment)
    settlement.settle(payment_id=payment.pk, facts=replace(came, refunded=dollars), now=now)

    payment.refresh_from_db()
    assert (payment.state, payment.money) == (PaymentState.REFUNDED, dollars)
    assert Order.objects.get().expires_at == now + timedelta(hours=24)
    call_command("check_invariants")


def test_money_for_goods_that_are_sold_is_not_accepted(hold, decide, now):
    payment = hold(1200, stock_of=1)
    Order.objects.update(expires_at=now)
    settling.expire(order_id=payment.order_id, now=now)
    Offer.objects.update(is_on_sale=False)

    with pytest.raises(OrderTakesNothing):
        decide(held.accept, payment)

    payment.refresh_from_db()
    assert (payment.state, payment.surplus, Invoice.objects.count()) == (PaymentState.HELD, 0, 0)
    call_command("check_invariants")


def test_money_of_an_order_that_was_paid_otherwise_is_not_accepted(hold, decide, now):
    payment = hold(1200)
    settling.mark_paid(order_id=payment.order_id, now=now)

    with pytest.raises(OrderTakesNothing):
        decide(held.accept, payment)

    call_command("check_invariants")


def test_given_back_is_all_of_it_once_and_the_order_can_be_paid_again(bank, hold, decide, begin, now, mailoutbox):
    payment = hold(900)

    for _again in range(2):
        decide(held.give_back, payment, reason="the bank has kept something")
        bank.deliver()

    payment.refresh_from_db()
    order = Order.objects.get()
    (at_provider,) = bank.server.books.things["refunds"].values()
    assert (at_provider["amount"], payment.state, order.state) == (900, PaymentState.REFUNDED, State.WAITING)
    assert order.expires_at == now + timedelta(hours=24)
    assert (mails(), Invoice.objects.count()) == (["refunded"], 0)
    assert "you can pay it once more" in mailoutbox[-1].body
    assert [event.reason for event in order.events.filter(name="note")] == ["the bank has kept something"]
    call_command("check_invariants")
    bank.pay(begin(order))
    bank.deliver()
    assert Order.objects.get().is_settled
    call_command("check_invariants")


@pytest.mark.parametrize("provider", ["sandbox", "invoice"])
def test_after_a_late_decision_the_order_can_be_paid_for_a_day(hold, decide, begin, now, provider):
    payment, decided = hold(900), now - timedelta(hours=23, minutes=50)
    decide(held.give_back, payment)
    Refund.objects.update(created_at=decided)
    Order.objects.update(placed_at=now - timedelta(days=3), expires_at=decided + timedelta(hours=24))

    assert begin(Order.objects.get(), provider).attempt == 2


def test_given_back_when_the_time_is_over_the_order_is_refunded(bank, hold, decide, now):
    payment = hold(900)
    Order.objects.update(expires_at=now)
    settling.expire(order_id=payment.order_id, now=now)

    decide(held.give_back, payment)

    assert Order.objects.get().state == State.REFUNDED
    call_command("check_invariants")


def test_what_failed_to_go_back_is_held_and_can_be_ordered_again(bank, hold, decide):
    payment = hold(900)
    Payment.objects.update(charge="pi_unknown")
    decide(held.give_back, payment)
    was = Payment.objects.get().state
    Payment.objects.update(charge=payment.charge)

    decide(held.give_back, Payment.objects.get())

    assert (was, Payment.objects.get().state) == (PaymentState.HELD, PaymentState.REFUNDED)
    call_command("check_invariants")


def test_who_has_seen_another_amount_looks_once_more(bank, hold, decide):
    payment = hold(1200)
    seen = payment.left
    paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": "100"})
    bank.deliver()

    for function in (held.accept, held.give_back):
        with pytest.raises(NotHeld):
            decide(function, payment, seen=seen)

    assert Payment.objects.get().state == PaymentState.HELD


@pytest.fixture
def asked_otherwise(begin, make_order):
    """A payment for which the provider was going to ask 9.99 instead of 10.00."""
    order = make_order()
    order.lines.update(unit=Decimal("9.99"), price=Decimal("9.99"))
    with pytest.raises(AmountDiffers):
        begin(order)
    order.lines.update(unit=10, price=10)
    return Payment.objects.select_related("order").get()


def close(payment, now):
    return held.close(payment_id=payment.pk, user=None, now=now)


def test_closed_where_no_money_came_the_buyer_pays_once_more(bank, asked_otherwise, begin, now):
    kept = Order.objects.get().expires_at

    for _again in range(2):
        close(asked_otherwise, now)

    order = Order.objects.get()
    assert (Payment.objects.get().state, mails()) == (PaymentState.FAILED, ["payable"])
    assert kept == now + timedelta(days=14)
    assert order.expires_at == now + timedelta(hours=24)
    Order.objects.update(placed_at=now - timedelta(days=3))
    assert begin(order, "invoice").attempt == 2
    call_command("check_invariants")


def test_what_was_paid_after_all_is_not_closed(bank, asked_otherwise, now):
    bank.server.books.find("sessions", asked_otherwise.reference)["status"] = "open"
    bank.pay(asked_otherwise)

    with pytest.raises(MoneyCame):
        close(asked_otherwise, now)

    payment = Payment.objects.get()
    assert (payment.state, payment.left) == (PaymentState.HELD, euros("9.99"))


def test_money_that_comes_after_closing_is_held_again(bank, asked_otherwise, now):
    close(asked_otherwise, now)
    bank.server.books.find("sessions", asked_otherwise.reference)["status"] = "open"
    bank.pay(asked_otherwise)

    bank.deliver()

    payment = Payment.objects.get()
    assert (payment.state, payment.left, payment.has_come) == (PaymentState.HELD, euros("9.99"), True)


def test_nothing_that_came_is_told_once(asked_otherwise, now):
    told = asked_otherwise.order.events.filter(name="attention").count()

    for amount in (None, euros(0)):
        facts = Fetched(standing=Standing.PAID, amount=amount)
        settlement.settle(payment_id=asked_otherwise.pk, facts=facts, now=now)

    assert asked_otherwise.order.events.filter(name="attention").count() == told


def test_with_money_nothing_is_closed(hold, now):
    with pytest.raises(MoneyCame):
        close(hold(1200), now)
