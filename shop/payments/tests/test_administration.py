"""M17: payments, events and refunds in the admin."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shop.orders.models import Order, State
from shop.payments.models import Dispute, EventState, Payment, ProviderEvent, Refund, RefundState
from stoa.accounts.models import User


@pytest.fixture
def staff(client, db):
    """staff("Support"): logged in as one of them."""

    def log_in(group="Shop managers"):
        user = User.objects.create_user(f"{uuid.uuid4()}@example.org", "pw", handle=uuid.uuid4().hex[:12])
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return user

    return log_in


def wishes(order, *quantities, **more):
    lines = order.lines.order_by("position").values_list("pk", flat=True)
    return {f"line-{pk}": number for pk, number in zip(lines, quantities, strict=False)} | {"reason": "broken"} | more


def test_m17_refund_is_shown_first_and_done_once(client, staff, paid, django_capture_on_commit_callbacks):
    payment, user = paid(quantities=(2, 1)), staff()
    address = reverse("shop_refund", args=[payment.order_id])
    form = client.get(address)
    key = str(form.context["key"])
    asked = wishes(payment.order, 1, 1, key=key, stock="yes")

    preview = client.post(address, asked)
    nothing_yet = Refund.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(address, asked | {"confirm": "yes", "total": "20.00"}) for _ in range(2)]

    refund = Refund.objects.get()
    assert preview.context["consequences"] == [
        "€20.00 go back by: Test payment.",
        "A credit note is made out and sent.",
        "1 × Notebook 0 go back into stock.",
        "1 × Notebook 1 go back into stock.",
        "What was delivered for Notebook 1 ends.",
        "The buyer is told by mail: buyer@example.com.",
    ]
    assert nothing_yet == 0
    assert [answer.url for answer in answers] == [reverse("shop_orders:inspect", args=[payment.order_id])] * 2
    assert (refund.state, refund.amount, refund.user, refund.reason) == (RefundState.DONE, 20, user, "broken")


def test_m17_everything_back_says_so(client, staff, paid):
    payment = paid()
    staff()

    asked = wishes(payment.order, 1, key=str(uuid.uuid4()))
    preview = client.post(reverse("shop_refund", args=[payment.order_id]), asked)

    assert "Everything has gone back then: the order becomes “refunded”." in preview.context["consequences"]


@pytest.mark.parametrize("typed", ["-1", "x", "99999999", "1.5", "٣"])
def test_m17_nonsense_is_refused(client, staff, paid, typed):
    payment = paid()
    staff()

    asked = wishes(payment.order, typed, key=str(uuid.uuid4()), confirm="yes")
    answer = client.post(reverse("shop_refund", args=[payment.order_id]), asked)

    assert (answer.status_code, Refund.objects.count()) == (200, 0)
    assert "Enter a whole number from 0 to 1." in answer.text
    assert 'value="broken"' in answer.text


def test_m17_nothing_is_refused_on_the_form(client, staff, paid):
    payment = paid()
    staff()

    asked = wishes(payment.order, 0, key=str(uuid.uuid4()))
    answer = client.post(reverse("shop_refund", args=[payment.order_id]), asked)

    assert "at least something, and no more than was paid" in answer.text
    assert 'value="broken"' in answer.text


def test_m17_payments_are_exported(client, staff, paid):
    payment = paid()
    staff()

    answer = client.get(reverse("shop_payments:index"), {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert 'filename="payments.csv"' in answer["Content-Disposition"]
    assert lines[0].split(",")[0] == "Order"
    assert [line.split(",")[0] for line in lines[1:]] == [payment.order.number]
    assert lines[1].endswith(",10.00,0.00,EUR")


def test_m17_who_may_only_look_gives_nothing_back(client, staff, paid):
    payment = paid()
    staff("Support")
    asked = wishes(payment.order, 1, key=str(uuid.uuid4()), confirm="yes")

    refund = client.post(reverse("shop_refund", args=[payment.order_id]), asked)
    ask = client.post(reverse("shop_payments:ask", args=[payment.pk]))
    event = client.post(reverse("shop_payment_events:replay", args=[ProviderEvent.objects.first().pk]))
    page = client.get(reverse("shop_orders:inspect", args=[payment.order_id]))

    assert {answer["Location"] for answer in (refund, ask, event)} == {reverse("wagtailadmin_home")}
    assert Refund.objects.count() == 0
    assert page.status_code == 200
    assert "Give money back" not in page.text
    assert reverse("shop_payments:inspect", args=[payment.pk]) in page.text


def test_m17_unpaid_orders_have_nothing_to_give_back(client, staff, make_order):
    staff()
    order = make_order()

    answer = client.get(reverse("shop_refund", args=[order.pk]), follow=True)

    assert answer.redirect_chain[0][0] == reverse("shop_orders:inspect", args=[order.pk])
    assert "it was never paid, or all of it has gone back" in answer.text


def test_m17_lists_of_payments_and_events(client, staff, paid):
    first = paid()
    staff()
    for name in ("shop_payments:index", "shop_payment_events:index"):
        client.get(reverse(name))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as payments:
            listed = client.get(reverse("shop_payments:index"))
        with CaptureQueriesContext(connection) as events:
            log = client.get(reverse("shop_payment_events:index"))
        counts.append((len(payments), len(events)))
        paid()
        paid()
    found = client.get(reverse("shop_payments:index"), {"q": first.order.number})
    Payment.objects.filter(pk=first.pk).update(dispute=Dispute.CLOSED)
    disputed = client.get(reverse("shop_payments:index"), {"dispute": "closed", "provider": "sandbox"})

    assert counts[0] == counts[1]
    assert first.order.number in listed.text
    assert "checkout.session.completed" in log.text.replace("<wbr>", "")
    assert [payment.pk for payment in found.context["object_list"]] == [first.pk]
    assert [payment.pk for payment in disputed.context["object_list"]] == [first.pk]
    assert "Bank transfer" in listed.text


def test_m17_a_payment_costs_the_same_whatever_happened_to_it(client, staff, paid, now):
    payment, user = paid(), staff()
    address = reverse("shop_payments:inspect", args=[payment.pk])
    client.get(address)
    costs = []
    for number in (1, 20):
        facts = {"payment": payment, "amount": 1, "currency": "EUR", "user": user, "created_at": now}
        Refund.objects.bulk_create(Refund(**facts) for _each in range(number))
        told = {"provider": "sandbox", "kind": "charge.refunded", "payment": payment, "received_at": now}
        ProviderEvent.objects.bulk_create(ProviderEvent(event_id=f"{number}-{at}", **told) for at in range(number))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append((len(queries), sum('FROM "payments_' in query["sql"] for query in queries)))

    assert costs[0] == costs[1]
    assert costs[0][1] == 3


def test_m17_a_payment_and_its_event_are_shown(client, staff, paid, settings):
    payment = paid()
    staff()
    Payment.objects.update(provider="stripe")
    settings.PAYMENT_PROVIDERS = ["stripe"]
    settings.STRIPE_SECRET_KEY = "sk_test_1"

    page = client.get(reverse("shop_payments:inspect", args=[payment.pk]))
    event = client.get(reverse("shop_payment_events:inspect", args=[ProviderEvent.objects.last().pk]))

    assert f'href="https://dashboard.stripe.com/test/payments/{payment.charge}"' in page.text
    assert "See it at the payment service: Card and other means" in page.text
    settings.STRIPE_SECRET_KEY = "sk_live_1"
    page = client.get(reverse("shop_payments:inspect", args=[payment.pk]))
    assert f'href="https://dashboard.stripe.com/payments/{payment.charge}"' in page.text
    assert "amount_total" in event.text


def test_m17_events_are_exported(client, staff, bank, begin, make_order):
    order = make_order()
    bank.pay(begin(order))
    bank.deliver()
    staff()

    answer = client.get(reverse("shop_payment_events:index"), {"export": "csv"})

    heads, *rows = [line.split(",") for line in b"".join(answer.streaming_content).decode().splitlines()]
    assert (heads[0], heads[-1]) == ("Received", "Order")
    of_orders = {event.event_id: order.number if event.payment else "" for event in ProviderEvent.objects.all()}
    assert {row[3]: row[-1] for row in rows} == of_orders


def test_m17_an_event_acts_once_more(client, staff, bank, begin, make_order):
    bank.pay(begin(make_order()))
    bank.deliver()
    staff()
    row = ProviderEvent.objects.get(kind="checkout.session.completed")
    ProviderEvent.objects.update(state=EventState.FAILED)

    answer = client.post(reverse("shop_payment_events:replay", args=[row.pk]))

    row.refresh_from_db()
    assert (answer.status_code, row.state, row.attempts) == (302, EventState.HANDLED, 2)
    assert Order.objects.get().state == State.COMPLETED


def test_m17_staff_ask_the_provider(client, staff, bank, begin, make_order):
    payment = begin(make_order())
    bank.pay(payment)
    staff()

    client.post(reverse("shop_payments:ask", args=[payment.pk]))

    assert Order.objects.get().is_settled
