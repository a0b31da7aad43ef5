"""A buyer's bank takes the money back: each dispute is told to staff, in whichever order it is told to us."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from shop.payments import receiving
from shop.payments.models import EventState, Payment, ProviderEvent
from shop.payments.sandbox.server import paying


def told_to_staff(payment):
    events = payment.order.events.filter(name="attention").order_by("pk")
    return [event.reason for event in events]


def test_m14_dispute_is_told_to_staff_in_any_order(bank, paid, now):
    payment = paid()
    dispute = paying.dispute(bank.server.books, bank.intent(payment))
    paying.close_dispute(bank.server.books, dispute["id"], "lost")
    told = bank.waiting()

    answers = [bank.post(event).status_code for event in reversed(told)]

    payment.refresh_from_db()
    assert (answers, payment.dispute) == ([200, 200], "lost")
    assert told_to_staff(payment) == [f"Payment 1: dispute {dispute['id']}: lost"]


@pytest.mark.parametrize("is_reversed", [False, True])
def test_m14_each_of_two_disputes_is_told(bank, paid, is_reversed):
    payment = paid()
    first = paying.dispute(bank.server.books, bank.intent(payment))
    paying.close_dispute(bank.server.books, first["id"], "won")
    second = paying.dispute(bank.server.books, bank.intent(payment))
    events = list(bank.waiting())

    for event in [*events[::-1], *events] if is_reversed else [*events, *events]:
        assert bank.post(event).status_code == 200

    payment.refresh_from_db()
    told = [f"dispute {second['id']}: open"]
    told += [f"dispute {first['id']}: won"] if is_reversed else []
    before = [] if is_reversed else [f"dispute {first['id']}: {state}" for state in ("open", "won")]
    assert told_to_staff(payment) == [f"Payment 1: {what}" for what in [*before, *told]]
    assert payment.dispute == "open"
    assert list(payment.disputes.order_by("reference").values_list("reference", "state")) == sorted(
        [(first["id"], "won"), (second["id"], "open")]
    )


def test_m14_a_dispute_that_is_told_before_its_payment_is_tried_again(bank, begin, make_order, now):
    payment = begin(make_order())
    bank.pay(payment)
    dispute = paying.dispute(bank.server.books, bank.intent(payment))
    *others, event = bank.waiting()
    early = bank.post(event).status_code
    for other in others:
        bank.post(other)
    ProviderEvent.objects.filter(state=EventState.FAILED).update(received_at=now - timedelta(minutes=2))

    receiving.act_on_missed()

    payment.refresh_from_db()
    assert (early, payment.dispute) == (400, "open")
    assert told_to_staff(payment) == [f"Payment 1: dispute {dispute['id']}: open"]


def test_m14_a_dispute_of_somebody_else_is_ignored(bank, paid):
    payment = paid()
    dispute = paying.dispute(bank.server.books, bank.intent(payment))
    [event] = bank.waiting()

    answer = bank.post(event, data={"object": dispute | {"payment_intent": "pi_other"}})

    assert (answer.status_code, ProviderEvent.objects.latest("pk").state) == (200, EventState.IGNORED)


@pytest.mark.parametrize(("minutes", "answer", "state"), [(59, 400, EventState.FAILED), (61, 200, EventState.IGNORED)])
def test_m14_a_dispute_waits_only_for_what_was_begun_just_now(
    bank, begin, paid, make_order, now, minutes, answer, state
):
    theirs = paid()
    awaited = begin(make_order())
    Payment.objects.filter(pk=awaited.pk).update(created_at=now - timedelta(minutes=minutes))
    dispute = paying.dispute(bank.server.books, bank.intent(theirs))
    [event] = bank.waiting()

    told = bank.post(event, data={"object": dispute | {"payment_intent": "pi_other"}})

    assert (told.status_code, ProviderEvent.objects.latest("pk").state) == (answer, state)


def test_m14_what_another_has_handled_meanwhile_does_not_become_a_failure(bank, begin, make_order):
    payment = begin(make_order())
    bank.pay(payment)
    paying.dispute(bank.server.books, bank.intent(payment))
    *_others, event = bank.waiting()
    written = []

    def handled_just_before(execute, sql, *rest):
        if sql.startswith('UPDATE "payments_providerevent"') and not written:
            written.append(sql)
            ProviderEvent.objects.update(state=EventState.HANDLED)
        return execute(sql, *rest)

    with connection.execute_wrapper(handled_just_before):
        answer = bank.post(event)

    assert (answer.status_code, ProviderEvent.objects.get().state) == (400, EventState.HANDLED)


def test_m14_the_page_of_a_payment_names_its_disputes(bank, client, paid, log_in_as):
    payment = paid()
    dispute = paying.dispute(bank.server.books, bank.intent(payment))
    bank.deliver()
    log_in_as("Shop managers")

    page = client.get(reverse("shop_payments:inspect", args=[payment.pk]))

    assert f"{dispute['id']}: open" in page.text
