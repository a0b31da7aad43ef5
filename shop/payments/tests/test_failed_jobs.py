"""Failed jobs in the admin: events, refunds, mails and PDFs that nobody tries any more are tried by a button."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shop.orders.history import words_of
from shop.orders.invoices import catching_up
from shop.orders.models import InvoiceDrawing, Order, OrderEvent, OrderMail
from shop.payments import receiving, refunding
from shop.payments.models import EventState, Payment, PaymentState, ProviderEvent, Refund, RefundState
from shop.payments.sandbox.server import paying
from stoa.accounts.models import User

LIST = "shop_failed_jobs:index"


@pytest.fixture
def staff(client, db):
    """staff("Support"): logged in as one of them."""

    def log_in(group="Shop managers"):
        user = User.objects.create_user(f"{group[:4]}@example.org", "pw", handle=group[:4].lower())
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return user

    return log_in


@pytest.fixture
def act(client, django_capture_on_commit_callbacks):
    """act("mails", 7, "retry"): the answer to a click."""

    def post(kind, row_id, action="retry"):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("shop_failed_jobs:act", args=[kind, row_id, action]))

    return post


@pytest.fixture
def failed(paid, give_back, now):
    """failed(quantities=(2,)): a refund of one piece that the provider has refused."""

    def make(**facts):
        payment = paid(**facts)
        Payment.objects.filter(pk=payment.pk).update(charge="pi_unknown")
        refund = give_back(payment, 1)
        Payment.objects.filter(pk=payment.pk).update(charge=payment.charge)
        refund.refresh_from_db()
        return refund

    return make


def shown(client):
    return {kind.name: [row.id for row in rows] for kind, rows, _more in client.get(reverse(LIST)).context["groups"]}


def test_a_refund_that_failed_is_ordered_once_more_once(client, bank, staff, act, failed):
    user, refund = staff(), failed(quantities=(2,))
    before, page = shown(client), client.get(reverse(LIST)).text

    answers = [act("refunds", refund.pk).url for _click in range(2)]

    again = Refund.objects.get(retry_of=refund)
    assert (before, shown(client)) == ({"refunds": [refund.pk]}, {})
    assert (again.state, again.amount, again.user, again.reason) == (RefundState.DONE, 10, user, "broken")
    for action in ("retry", "aside"):
        assert reverse("shop_failed_jobs:act", args=["refunds", refund.pk, action]) in page
    assert page.split('id="refunds"')[-1].count("csrfmiddlewaretoken") >= 2
    assert answers == [reverse(LIST)] * 2
    assert (Refund.objects.count(), len(bank.server.books.things["refunds"])) == (2, 1)
    call_command("check_invariants")


def test_a_refund_that_had_gone_back_all_the_same_does_not_go_back_twice(client, bank, staff, act, failed):
    staff()
    refund = failed(quantities=(2,))
    paying.refund(bank.server.books, {"payment_intent": refund.payment.charge, "amount": "1000"})

    for _click in range(2):
        answer = act("refunds", refund.pk)

    payment = Payment.objects.get()
    assert "Something has changed since you looked" in client.get(answer.url).text
    assert payment.refunded == 10


def test_while_the_provider_does_not_say_nothing_goes_back_once_more(bank, staff, act, failed):
    staff()
    refund = failed(quantities=(2,))
    bank.server.books.things["sessions"].clear()

    act("refunds", refund.pk)

    assert Refund.objects.get() == refund


def put_aside():
    """(by whom, what) of what was put aside, as the order's history tells it."""
    found = OrderEvent.objects.filter(name="put_aside").order_by("pk").select_related("user")
    return [(event.user, words_of(event)) for event in found]


def test_a_refund_that_was_done_otherwise_is_put_aside(client, staff, act, failed, give_back):
    user = staff()
    refund = failed()
    give_back(Payment.objects.select_related("order").get(), 1)

    retried = client.get(act("refunds", refund.pk).url).text
    for _click in range(2):
        answer = act("refunds", refund.pk, "aside")
    again = client.get(answer.url).text
    act("refunds", refund.pk)

    assert "It has failed again: Nothing is left to give back for it." in retried
    assert "It has not failed, or somebody was quicker" in again
    assert (Refund.objects.count(), shown(client)) == (2, {})
    assert put_aside() == [(user, "Done otherwise: €10.00")]


def test_a_refund_that_waits_for_long_is_sent_now(client, bank, staff, act, paid, give_back, now):
    staff()
    refund = give_back(paid(quantities=(2,)), 1, sends=False)
    at_first = shown(client)
    Refund.objects.update(created_at=now - timedelta(hours=1))
    later, page = shown(client), client.get(reverse(LIST)).text

    act("refunds", refund.pk, "aside")
    aside = Refund.objects.get().is_put_aside, put_aside()
    act("refunds", refund.pk)

    refund.refresh_from_db()
    assert (at_first, later, shown(client)) == ({}, {"refunds": [refund.pk]}, {})
    assert (reverse("shop_failed_jobs:act", args=["refunds", refund.pk, "aside"]) in page, aside) == (
        False,
        (False, []),
    )
    assert refund.state == RefundState.DONE


def test_a_payment_that_did_not_go_back_goes_back(client, bank, hold, staff, act, now):
    staff()
    payment = hold(900)
    Payment.objects.update(charge="pi_unknown")
    client.post(reverse("shop_held", args=[payment.pk, "give-back"]), {"seen": "9"})
    refund = Refund.objects.get()
    refunding.send(refund.pk)
    Payment.objects.update(charge=payment.charge)
    listed = shown(client)

    act("refunds", refund.pk)

    assert (listed, shown(client)) == ({"refunds": [refund.pk]}, {})
    assert Payment.objects.get().state == PaymentState.REFUNDED
    call_command("check_invariants")


def test_an_event_that_failed_acts(client, bank, begin, make_order, staff, act):
    bank.pay(begin(make_order()))
    bank.deliver()
    staff()
    ProviderEvent.objects.update(state=EventState.FAILED, error="OperationalError", attempts=1)
    event = ProviderEvent.objects.get(kind="checkout.session.completed")
    tried_by_itself = shown(client)
    ProviderEvent.objects.update(attempts=receiving.TRIES_AT_MOST)
    listed = shown(client)

    act("events", event.pk)

    event.refresh_from_db()
    assert (tried_by_itself, event.pk in listed["events"]) == ({}, True)
    assert (event.state, event.pk in shown(client).get("events", [])) == (EventState.HANDLED, False)
    assert Order.objects.get().is_settled


def test_an_event_that_nobody_can_read_is_put_aside(client, bank, begin, make_order, staff, act):
    bank.pay(begin(make_order()))
    bank.deliver()
    user = staff()
    ProviderEvent.objects.update(state=EventState.FAILED, attempts=receiving.TRIES_AT_MOST)
    events = list(ProviderEvent.objects.order_by("pk"))

    for event in events:
        for _click in range(2):
            act("events", event.pk, "aside")

    # Of the other one it is not known which order it is about.
    assert (shown(client), put_aside()) == ({}, [(user, "Done otherwise: checkout.session.completed")])
    assert {row.state for row in ProviderEvent.objects.all()} == {EventState.IGNORED}


def test_a_mail_that_reaches_nobody_is_put_aside(client, staff, act, make_order, mailoutbox):
    user = staff()
    owed = [make_order().mails.get() for _each in range(2)]
    act("mails", owed[0].pk, "aside")
    OrderMail.objects.update(given_up_at=timezone.now(), attempts=10)

    for _click in range(2):
        act("mails", owed[0].pk, "aside")

    assert shown(client) == {"mails": [owed[1].pk]}
    assert (put_aside(), mailoutbox) == ([(user, "Done otherwise: Confirmation of the order")], [])


def test_a_mail_that_was_given_up_is_sent(client, staff, act, make_order, mailoutbox):
    staff()
    order = make_order()
    owed = OrderMail.objects.get()
    OrderMail.objects.update(given_up_at=timezone.now(), attempts=10)
    page = client.get(reverse(LIST)).text

    for _click in range(2):
        act("mails", owed.pk)

    assert "Confirmation of the order to buyer@example.com" in page
    assert "given up after 10 tries" in page
    assert [mail.to for mail in mailoutbox] == [[order.email]]
    assert shown(client) == {}


def test_a_pdf_that_could_not_be_drawn_is_drawn(client, staff, act, paid, monkeypatch):
    staff()
    invoice = paid().order.invoices.get()
    InvoiceDrawing.objects.update(drawn_at=None, failures=catching_up.MOST_FAILURES - 1, problem="No fonts")
    tried_by_itself = shown(client)
    InvoiceDrawing.objects.update(failures=catching_up.MOST_FAILURES)
    page = client.get(reverse(LIST)).text

    act("drawings", invoice.pk)

    assert (tried_by_itself, invoice.reference in page, "No fonts" in page, shown(client)) == ({}, True, True, {})


def test_what_fails_again_stays_and_says_so(client, staff, act, failed):
    staff()
    refund = failed()
    Payment.objects.update(state=PaymentState.REFUNDED)

    answer = act("refunds", refund.pk)

    page = client.get(answer.url).text
    assert "It has failed again" in page
    assert shown(client) == {"refunds": [refund.pk]}


def test_the_list_costs_the_same_however_much_has_failed(client, staff, paid, failed):
    staff()
    client.get(reverse(LIST))
    costs = []
    for number in (1, 3):
        for _each in range(number):
            failed()
        OrderMail.objects.update(given_up_at=timezone.now(), sent_at=None)
        InvoiceDrawing.objects.update(drawn_at=None, failures=5, problem="No fonts")
        ProviderEvent.objects.update(state=EventState.FAILED, attempts=receiving.TRIES_AT_MOST)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse(LIST))
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert len(page.context["groups"]) == 4


def test_only_shop_managers_see_it_and_try_again(client, staff, act, failed):
    refund = failed(quantities=(2,))
    staff("Support")

    answers = [client.get(reverse(LIST)), act("refunds", refund.pk), act("refunds", refund.pk, "aside")]
    home = client.get(reverse("wagtailadmin_home")).text

    assert [answer["Location"] for answer in answers] == [reverse("wagtailadmin_home")] * 3
    assert (Refund.objects.count(), Refund.objects.filter(is_put_aside=True).count()) == (1, 0)
    assert reverse(LIST) not in home


@pytest.mark.parametrize("path", ["barter/1/retry/", "refunds/1/rob/", "drawings/1/aside/", "refunds/x/retry/"])
def test_unknown_jobs_and_deeds_are_not_found(client, staff, path):
    staff()

    assert client.post(f"{reverse(LIST)}{path}", follow=True).status_code == 404


@pytest.mark.parametrize("kind", ["events", "refunds", "mails", "drawings"])
def test_jobs_that_are_not_there_and_get_change_nothing(client, staff, act, failed, kind):
    staff()
    refund = failed(quantities=(2,))

    answer = act(kind, 999999)
    looked = client.get(reverse("shop_failed_jobs:act", args=["refunds", refund.pk, "retry"]))

    assert (answer.status_code, looked.status_code, Refund.objects.count()) == (302, 405, 1)
