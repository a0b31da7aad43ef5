"""M14: events in every order, doubled, at once and late end in the same state."""

import json
from collections import Counter
from datetime import timedelta
from itertools import permutations

import pytest
from django.core.management import call_command
from django.utils import timezone

from shop.catalogue import stock
from shop.catalogue.models import Offer, StockMovement
from shop.orders import settling
from shop.orders.models import DownloadRight, Order, State
from shop.payments import unanswered
from shop.payments.models import EventState, Payment, PaymentState, Refund, RefundState
from shop.payments.sandbox.provider import SandboxProvider
from shop.payments.sandbox.server import events, paying
from shop.payments.stripe import events as stripe_events
from stoa.core.tests.racing import COMMITTING, race

KINDS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "charge.refunded",
    "checkout.session.expired",
)
ORDERS = list(permutations(range(len(KINDS))))
TELL = "shop.payments.tests.tellers:tell_stories"


def story(bank, payment):
    """{kind: event} of a payment that came later, was given back whole, and whose session is told to be over."""
    books, before = bank.server.books, len(bank.waiting())
    paying.pay_later(books, payment.reference, "wait")
    paying.arrive(books, payment.reference, "succeed")
    paying.refund(books, {"payment_intent": bank.intent(payment)})
    session = books.find("sessions", payment.reference)
    events.tell(books, "checkout.session.expired", session | {"status": "expired", "payment_status": "unpaid"}, session)
    return {event["type"]: event for event in bank.waiting()[before:] if event["type"] in KINDS}


def outcome(payment):
    """All that must be the same, whatever was told first."""
    payment.refresh_from_db()
    order = Order.objects.get(pk=payment.order_id)
    rights = DownloadRight.objects.filter(line__order=order)
    moves = StockMovement.objects.filter(owner_key=str(order.key))
    return {
        "order": order.state,
        "payment": (payment.state, payment.amount, payment.refunded),
        "refunds": list(payment.refunds.values_list("state", "amount")),
        "invoices": sorted(order.invoices.values_list("kind", "total")),
        "mails": sorted(order.mails.values_list("name", flat=True)),
        "paid": order.events.filter(state=State.PAID).count(),
        "lines": list(order.lines.order_by("pk").values_list("quantity", "refunded")),
        "rights": (rights.count(), rights.exclude(withdrawn_at=None).count()),
        "stock": Counter(moves.values_list("reason", flat=True)),
        "events": list(payment.events.values_list("state", flat=True)),
    }


EXPECTED = {
    "order": State.REFUNDED,
    "payment": (PaymentState.REFUNDED, 30, 30),
    "refunds": [(RefundState.DONE, 30)],
    "invoices": [("credit_note", 30), ("invoice", 30)],
    "mails": ["paid", "placed", "refunded"],
    "paid": 1,
    "lines": [(2, 2), (1, 1)],
    "rights": (2, 2),
    "stock": {"reserved": 2, "sold": 2},
    "events": [EventState.HANDLED] * len(KINDS),
}


@pytest.mark.parametrize("order_of_events", ORDERS, ids=lambda order: "".join(map(str, order)))
def test_m14_all_orders_of_events_doubled_end_alike(bank, begin, make_order, order_of_events):
    payment = begin(make_order(quantities=(2, 1), kind=Offer.DOWNLOAD))
    told = story(bank, payment)
    kinds = [KINDS[number] for number in order_of_events]

    answers = [bank.post(told[kind]).status_code for kind in kinds for _ in range(2)]
    answers += [bank.post(told[kind]).status_code for kind in kinds]

    assert set(answers) == {200}
    assert outcome(payment) == EXPECTED
    call_command("check_invariants")


@COMMITTING
def test_m14_all_orders_of_events_from_two_processes_at_once_end_alike(bank, begin, make_order, tmp_path):
    payments = [begin(make_order(quantities=(2, 1), kind=Offer.DOWNLOAD)) for _order in ORDERS]
    stories = []
    for payment, order_of_events in zip(payments, ORDERS, strict=True):
        told = story(bank, payment)
        stories.append([_kept(bank, told[KINDS[number]]) for number in order_of_events])
    arguments = [json.dumps({"folder": str(tmp_path), "me": me, "stories": stories}) for me in ("a", "b")]

    answers = race(TELL, arguments, tmp_path)

    assert answers == [str(EventState.HANDLED)] * 2
    assert dict(zip(ORDERS, map(outcome, payments), strict=True)) == dict.fromkeys(ORDERS, EXPECTED)
    call_command("check_invariants")


def _kept(bank, event):
    body = json.dumps(events.shown(event)).encode()
    now, header = timezone.now(), events.signature(body, bank.secret)
    return json.dumps(stripe_events.verified(body=body, header=header, secrets=[bank.secret], livemode=False, now=now))


def run_out(order):
    """The time to pay is over."""
    now = timezone.now()
    Order.objects.filter(pk=order.pk).update(expires_at=now)
    settling.expire(order_id=order.pk, now=now)


def test_m14_paid_late_without_stock_goes_back_by_itself(
    bank, begin, make_order, now, mailoutbox, django_capture_on_commit_callbacks
):
    order = make_order(quantities=(1,), stock_of=1)
    payment = begin(order)
    run_out(order)
    stock.reserve(quantities={Offer.objects.get().pk: 1}, owner_key="other", until=now + timedelta(days=1), now=now)
    bank.pay(payment)

    with django_capture_on_commit_callbacks(execute=True):
        bank.deliver()
        bank.deliver()

    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.state, payment.state) == (State.REFUNDED, PaymentState.REFUNDED)
    assert payment.reason == "paid too late, the goods are sold"
    assert [refund["amount"] for refund in bank.server.books.things["refunds"].values()] == [1000]
    assert [mail.subject for mail in mailoutbox] == [f"Money back for your order {order.number}"]
    assert "came when the order could not be carried out any more: €10.00" in mailoutbox[0].body
    call_command("check_invariants")


def test_m14_paid_late_with_stock_is_paid(bank, begin, make_order, now):
    order = make_order(stock_of=1)
    payment = begin(order)
    run_out(order)
    bank.pay(payment)

    bank.deliver()

    order.refresh_from_db()
    assert order.is_settled
    call_command("check_invariants")


def test_m14_paid_after_it_was_cancelled_goes_back(bank, begin, make_order, now, django_capture_on_commit_callbacks):
    order = make_order()
    payment = begin(order)
    settling.cancel(order_id=order.pk, now=timezone.now())
    bank.pay(payment)

    with django_capture_on_commit_callbacks(execute=True):
        bank.deliver()

    order.refresh_from_db()
    assert order.state == State.REFUNDED
    assert Refund.objects.get().reference.startswith("re_")
    call_command("check_invariants")


def test_m14_paid_twice_the_second_goes_back(
    bank, begin, make_order, now, mailoutbox, django_capture_on_commit_callbacks
):
    order = make_order()
    first = begin(order)
    Payment.objects.update(state=PaymentState.EXPIRED)
    second = begin(order)
    bank.pay(first)
    bank.pay(second)

    with django_capture_on_commit_callbacks(execute=True):
        bank.deliver()
        bank.deliver()

    order.refresh_from_db()
    states = list(Payment.objects.order_by("attempt").values_list("state", flat=True))
    assert (order.state, states) == (State.COMPLETED, [PaymentState.SETTLED, PaymentState.REFUNDED])
    assert "You have paid this order twice: €10.00" in mailoutbox[-1].body
    call_command("check_invariants")


def test_m14_paid_by_hand_and_by_card_the_card_goes_back(
    bank, begin, make_order, now, django_capture_on_commit_callbacks
):
    order = make_order()
    payment = begin(order)
    settling.mark_paid(order_id=order.pk, now=timezone.now())
    bank.pay(payment)

    with django_capture_on_commit_callbacks(execute=True):
        bank.deliver()

    found = list(Payment.objects.order_by("attempt").values_list("provider", "state"))
    assert found == [("sandbox", PaymentState.REFUNDED), ("invoice", PaymentState.SETTLED)]
    call_command("check_invariants")


def test_m11_staff_who_mark_a_transfer_as_paid_settle_its_attempt(bank, begin, make_order, now):
    order = make_order()
    begin(order, "invoice")

    now = timezone.now()
    settling.mark_paid(order_id=order.pk, now=now, reason="on the account")

    payment = Payment.objects.get()
    assert (payment.state, payment.reason, payment.settled_at) == (PaymentState.SETTLED, "on the account", now)
    call_command("check_invariants")


def test_a_refund_waits_for_a_provider_that_is_away(bank, begin, make_order, now, django_capture_on_commit_callbacks):
    order = make_order()
    payment = begin(order)
    settling.cancel(order_id=order.pk, now=timezone.now())
    bank.pay(payment)
    address = SandboxProvider().api_base
    bank.deliver()
    assert Refund.objects.get().state == RefundState.WAITING

    unanswered.send_missed()

    assert address
    assert Refund.objects.get().state == RefundState.DONE
    assert Order.objects.get().state == State.REFUNDED
