"""A refund that nobody knows of waits until its provider says how it stands, or a person does."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from shop.orders.models import Invoice, InvoiceKind, OrderMail
from shop.payments import unanswered
from shop.payments.exceptions import NothingToSay
from shop.payments.models import Payment, Refund, RefundState
from shop.payments.sandbox.server import paying


@pytest.fixture
def silent(bank, paid, give_back, now):
    """silent(quantities=(2,)): a refund of one piece from yesterday, of whose payment the provider knows nothing."""

    def make(**facts):
        refund = give_back(paid(**facts), 1, sends=False)
        Refund.objects.filter(pk=refund.pk).update(created_at=now - timedelta(hours=21))
        bank.server.books.things["sessions"] = {}
        refund.refresh_from_db()
        return refund

    return make


@pytest.fixture
def manager(log_in_as):
    return log_in_as("Shop managers")


def url(refund, answer):
    return reverse("shop_refund_unanswered", args=[refund.pk, answer])


@pytest.mark.parametrize("is_turned_off", [False, True])
def test_it_waits_and_staff_are_told_once(manager, silent, settings, is_turned_off):
    refund = silent()
    if is_turned_off:
        settings.PAYMENT_PROVIDERS = ["invoice"]

    for _again in range(3):
        Payment.objects.update(asked_at=None)
        unanswered.send_missed()

    refund.refresh_from_db()
    assert refund.state == RefundState.WAITING
    assert "does not say whether it went back" in refund.error
    assert refund.payment.order.events.filter(name="attention").count() == 1
    assert OrderMail.objects.filter(name="attention").count() == 1
    call_command("check_invariants")


def test_the_provider_is_asked_once_an_hour(silent, now):
    silent()
    Refund.objects.update(attempts=32_767)
    unanswered.send_missed()
    asked = Payment.objects.get().asked_at

    unanswered.send_missed()

    assert (asked > now - timedelta(minutes=1), Payment.objects.get().asked_at) == (True, asked)


def test_what_the_provider_says_at_last_is_done(bank, silent, now):
    books = bank.server.books
    kept = books.things["sessions"]
    refund = silent()
    unanswered.send_missed()
    books.things["sessions"] = kept
    paying.refund(books, {"payment_intent": refund.payment.charge, "amount": "1000"})
    Payment.objects.update(asked_at=now - timedelta(hours=2))

    unanswered.send_missed()

    assert Refund.objects.get().state == RefundState.DONE


def test_a_person_who_has_seen_that_it_went_back_ends_it(client, manager, silent):
    refund = silent(quantities=(2,))
    order_page = client.get(reverse("shop_orders:inspect", args=[refund.payment.order_id]))

    page = client.get(url(refund, "gone"))
    before = Refund.objects.get().state
    answers = [client.post(url(refund, "gone"), {"reason": "in the dashboard"}).url for _again in range(2)]

    assert (url(refund, "gone") in order_page.text, url(refund, "not-gone") in order_page.text) == (True, True)
    assert page.context["consequences"][0] == "No more money goes back: €10.00 have gone already."
    assert (before, Refund.objects.get().state) == (RefundState.WAITING, RefundState.DONE)
    assert answers == [reverse("shop_orders:inspect", args=[refund.payment.order_id])] * 2
    assert Invoice.objects.get(kind=InvoiceKind.CREDIT_NOTE).total == 10
    [note] = refund.payment.order.events.filter(name="note")
    assert (note.user, note.reason.endswith("as somebody has seen. in the dashboard")) == (manager, True)
    call_command("check_invariants")


def test_a_person_who_has_seen_that_it_did_not_undoes_it(client, manager, silent):
    refund = silent(quantities=(2,))

    client.post(url(refund, "not-gone"))
    failed = client.get(reverse("shop_failed_jobs:index")).context["groups"]

    refund.refresh_from_db()
    assert (refund.state, refund.payment.refunded) == (RefundState.FAILED, 0)
    assert [row.id for _kind, rows, _more in failed for row in rows] == [refund.pk]
    call_command("check_invariants")


def test_nobody_says_it_of_a_refund_that_is_sent_by_itself(client, manager, paid, give_back, now):
    refund = give_back(paid(), 1, sends=False)

    page = client.get(url(refund, "gone"))

    assert page.url == reverse("shop_orders:inspect", args=[refund.payment.order_id])
    with pytest.raises(NothingToSay):
        unanswered.note_gone(refund_id=refund.pk, user=None, now=now)


def test_only_who_gives_money_back_says_it(client, log_in_as, silent):
    refund = silent()
    log_in_as("Support")

    answers = [client.get(url(refund, "gone")), client.post(url(refund, "gone"))]

    assert [answer["Location"] for answer in answers] == [reverse("wagtailadmin_home")] * 2
    assert Refund.objects.get().state == RefundState.WAITING


def test_other_answers_and_refunds_are_not_found(client, manager, silent):
    refund = silent()

    statuses = [
        client.post(address, follow=True).status_code
        for address in (url(refund, "perhaps"), url(refund, "gone").replace(str(refund.pk), "0"))
    ]

    assert statuses == [404, 404]


def test_by_hand_it_is_just_done(paid, give_back, begin, make_order, now):
    refund = give_back(paid(), 1, sends=False)
    refund.payment.provider = "invoice"
    refund.payment.save(update_fields=["provider"])
    Refund.objects.update(created_at=now - timedelta(days=2))
    refund.refresh_from_db()
    may_be_said = list(unanswered.unanswered(now))

    unanswered.send_missed()

    assert may_be_said == []
    assert Refund.objects.get().state == RefundState.DONE
