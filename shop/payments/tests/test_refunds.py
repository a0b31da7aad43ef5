"""Money back: per line and quantity, never more than was paid, once, with all that follows from it."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from shop.catalogue.models import Offer
from shop.orders import fulfilment, settling
from shop.orders.models import Invoice, InvoiceKind, Order, OrderMail, State
from shop.payments import outages, refunding, unanswered
from shop.payments.exceptions import RefundRefused
from shop.payments.models import EventState, Payment, PaymentState, ProviderEvent, Refund, RefundState
from shop.payments.refund_plans import plan
from shop.payments.sandbox.server import events, paying
from shop.payments.sandbox.server.books import Fault
from stoa.core.money import Money
from stoa.core.tests.racing import COMMITTING, race

GIVE_BACK = "shop.payments.tests.tellers:give_back"


def attention(payment):
    """What staff were told of its order."""
    told = payment.order.events.filter(name="attention").order_by("pk")
    return list(told.values_list("reason", flat=True))


def test_one_of_a_line_goes_back(bank, paid, give_back, mailoutbox):
    payment = paid(quantities=(2, 1))
    mailoutbox.clear()

    give_back(payment, 1)
    bank.deliver()

    refund, order = Refund.objects.get(), Order.objects.get()
    payment.refresh_from_db()
    (at_provider,) = bank.server.books.things["refunds"].values()
    assert (refund.state, refund.money, refund.reference) == (
        RefundState.DONE,
        Money(Decimal(10), "EUR"),
        at_provider["id"],
    )
    assert (at_provider["amount"], at_provider["metadata"]["refund"]) == (1000, str(refund.key))
    assert (payment.state, payment.refunded, order.state) == (PaymentState.SETTLED, 10, State.COMPLETED)
    assert list(order.lines.order_by("position").values_list("refunded", flat=True)) == [1, 0]
    assert [mail.subject for mail in mailoutbox] == [f"Money back for your order {order.number}"]
    assert "You get €10.00 back" in mailoutbox[0].body
    assert Invoice.objects.get(kind=InvoiceKind.CREDIT_NOTE).total == 10
    call_command("check_invariants")


def test_all_pieces_one_after_the_other_are_the_whole_order(bank, paid, give_back, now):
    payment = paid(quantities=(3,), price=Decimal("3.33"))

    for _ in range(3):
        give_back(payment, 1)
        bank.deliver()

    payment.refresh_from_db()
    assert sum(Refund.objects.values_list("amount", flat=True)) == payment.amount
    assert (payment.state, Order.objects.get().state) == (PaymentState.REFUNDED, State.REFUNDED)
    assert [charge["refunded"] for charge in bank.server.books.things["charges"].values()] == [True]
    call_command("check_invariants")


def test_goods_go_back_into_stock_if_wanted(paid, give_back):
    payment = paid(quantities=(2,), stock_of=5)
    before = Offer.objects.get().stock

    give_back(payment, 1, stock=True)
    give_back(payment, 1, stock=False)

    assert (before, Offer.objects.get().stock) == (3, 4)
    call_command("check_invariants")


def test_delivery_is_undone_when_a_line_has_gone_back_whole(paid, give_back, monkeypatch):
    undone = []
    handler = fulfilment.Handler(
        kind="goods", deliver=lambda *args: None, undo=lambda order, lines, now: undone.append(len(lines))
    )
    monkeypatch.setitem(fulfilment._handlers, "goods", handler)
    payment = paid(quantities=(2,), kind="goods")

    give_back(payment, 1)
    after_one = list(undone)
    give_back(payment, 1)

    assert (after_one, undone) == ([], [1])


@pytest.mark.parametrize("quantities", [(3,), (-1,), (0, 0), (1, 2)])
def test_more_than_was_bought_or_nothing_is_refused(paid, give_back, quantities):
    payment = paid(quantities=(2, 1))

    with pytest.raises(RefundRefused):
        give_back(payment, *quantities)

    assert Refund.objects.count() == 0


def test_what_has_gone_back_does_not_go_back_again(paid, give_back):
    payment = paid(quantities=(2,))
    give_back(payment, 2)
    payment.refresh_from_db()

    with pytest.raises(RefundRefused):
        give_back(payment, 1)


def test_the_same_key_is_the_same_refund(bank, paid, give_back):
    payment, key = paid(quantities=(2,)), uuid.uuid4()

    first, second = give_back(payment, 1, key=key), give_back(payment, 1, key=key)

    assert first.pk == second.pk
    assert len(bank.server.books.things["refunds"]) == 1


def test_plan_that_others_overtook_is_refused(paid, give_back, now):
    payment = paid(quantities=(2,))
    line = payment.order.lines.get()
    wanted = plan(payment.order, payment, {line.pk: 2}, with_shipping=False)
    give_back(payment, 1)

    with pytest.raises(RefundRefused):
        refunding.order_refund(plan=wanted, key=uuid.uuid4(), reason="", gives_stock_back=False, user=None, now=now)


def test_a_provider_that_is_away_is_asked_again(bank, paid, give_back):
    payment = paid()
    bank.server.books.faults.append(Fault("cut", times=3, path="/v1/refunds"))
    give_back(payment, 1)
    waits = Refund.objects.get().state
    outages.forget()

    unanswered.send_missed()

    assert (waits, Refund.objects.get().state) == (RefundState.WAITING, RefundState.DONE)
    assert len(bank.server.books.things["refunds"]) == 1
    call_command("check_invariants")


def test_a_provider_that_was_away_for_a_day_is_not_asked_with_the_same_key(bank, paid, give_back, now):
    payment = paid()
    bank.server.books.faults.append(Fault("500", times=3, path="/v1/refunds"))
    give_back(payment, 1)
    Refund.objects.update(created_at=now - timedelta(hours=21))
    outages.forget()

    unanswered.send_missed()

    assert Refund.objects.get().state == RefundState.FAILED
    assert (bank.server.books.things["refunds"], payment.order.events.filter(name="attention").count()) == ({}, 1)
    call_command("check_invariants")


def test_what_the_provider_refuses_has_not_happened(bank, paid, give_back):
    payment = paid(quantities=(2,))
    Payment.objects.update(charge="pi_unknown")

    give_back(payment, 1)

    payment.refresh_from_db()
    assert Refund.objects.get().state == RefundState.FAILED
    assert (payment.state, payment.refunded) == (PaymentState.SETTLED, 0)
    assert payment.order.events.filter(name="attention").count() == 1
    assert not Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).exists()
    call_command("check_invariants")


def test_a_bank_that_sends_it_back_is_told_to_staff(bank, paid, give_back):
    payment = paid(quantities=(2,))
    refund = give_back(payment, 1)
    bank.deliver()
    refund.refresh_from_db()

    paying.fail_refund(bank.server.books, refund.reference)
    bank.deliver()
    bank.deliver()

    refund.refresh_from_db()
    assert (refund.state, refund.error) == (RefundState.DONE, "the buyer's bank has sent it back")
    assert payment.order.events.filter(name="attention").count() == 1


@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_a_refund_that_is_updated_to_have_failed_is_told_to_staff(bank, paid, give_back, status):
    refund = give_back(paid(quantities=(2,)), 1)
    books = bank.server.books
    [found] = books.things["refunds"].values()
    session = books.find("sessions", refund.payment.reference)
    events.tell(books, "refund.updated", found | {"status": status}, session)

    bank.deliver()

    refund.refresh_from_db()
    assert (refund.state, refund.error) == (RefundState.DONE, "the buyer's bank has sent it back")
    assert attention(refund.payment) == ["Refund of €10.00: the buyer's bank has sent it back"]


@pytest.mark.parametrize("cents", [500, 2000])
def test_one_ordered_at_the_provider_that_its_bank_sends_back_is_told_to_staff_once(bank, back, cents):
    refund = back(cents, quantities=(2,))
    before = attention(refund.payment)
    [name] = bank.server.books.things["refunds"]
    failed = paying.fail_refund(bank.server.books, name)
    session = bank.server.books.find("sessions", refund.payment.reference)
    events.tell(bank.server.books, "refund.updated", failed, session)

    bank.deliver()

    refund.refresh_from_db()
    assert (refund.reference, refund.error) == (name, "the buyer's bank has sent it back")
    assert attention(refund.payment) == [*before, f"Refund of €{cents // 100}.00: the buyer's bank has sent it back"]
    assert ProviderEvent.objects.filter(state=EventState.HELD).count() == 2


def test_one_that_nobody_has_told_of_before_is_told_to_staff_once(bank, paid):
    payment = paid(quantities=(2,))
    books = bank.server.books
    found = paying.refund(books, {"payment_intent": payment.charge, "amount": "500"})
    failed = paying.fail_refund(books, found["id"])
    events.tell(books, "refund.updated", failed, books.find("sessions", payment.reference))

    for event in bank.waiting()[-2:]:
        bank.post(event)

    assert attention(payment) == [f"Refund of €5.00: the buyer's bank has sent it back ({found['id']})"]


def test_part_that_was_ordered_at_the_provider_is_written_down_once(bank, paid):
    payment = paid(quantities=(2,))
    paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": "500"})

    bank.deliver()

    payment.refresh_from_db()
    assert (payment.refunded, payment.state) == (5, PaymentState.SETTLED)
    assert [(refund.money, refund.reason) for refund in Refund.objects.all()] == [(Money(Decimal(5), "EUR"), "")]
    assert [event.reason for event in payment.order.events.filter(name="refund")] == ["ordered at the payment service"]
    assert payment.order.events.filter(name="attention").count() == 1
    call_command("check_invariants")


def test_bank_transfers_go_back_by_hand(begin, make_order, give_back, now):
    order = make_order()
    begin(order, "invoice")
    settling.mark_paid(order_id=order.pk, now=now)

    give_back(Payment.objects.select_related("order").get(), 1)

    assert Order.objects.get().state == State.REFUNDED


def test_the_database_guards():
    constraints = {constraint.name for constraint in Payment._meta.constraints}

    assert constraints >= {"payment_settled_once", "payment_open_once", "payment_no_more_back_than_paid"}


def test_no_second_payment_is_settled_and_no_more_goes_back_than_was_paid(paid):
    payment = paid()

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(refunded=payment.amount + 1)
    payment.pk, payment.key, payment.attempt, payment.reference = None, uuid.uuid4(), 2, "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.save(force_insert=True)


@COMMITTING
def test_many_who_give_back_at_once_give_back_no_more_than_was_bought(bank, begin, make_order, tmp_path):
    payment = begin(make_order(quantities=(3,), stock_of=3))
    bank.pay(payment)
    bank.deliver()
    line = payment.order.lines.get()
    wishes = [f"{payment.pk} {line.pk} 1 {uuid.uuid4()}" for _ in range(8)]

    answers = race(GIVE_BACK, wishes, tmp_path)

    payment.refresh_from_db()
    assert sorted(answer == "RefundRefused" for answer in answers) == [False] * 3 + [True] * 5
    assert (payment.refunded, Refund.objects.count()) == (payment.amount, 3)
    call_command("check_invariants")
    assert OrderMail.objects.filter(name="paid").count() == 1
