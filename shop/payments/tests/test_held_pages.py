"""M17: the pages on which staff decide about a held payment."""

import pytest
from django.urls import reverse

from shop.orders.models import Order
from shop.payments.models import Payment, PaymentState, Refund

NAMES = ("accept", "give-back", "close")


@pytest.fixture
def manager(log_in_as):
    return log_in_as("Shop managers")


def url(payment, action):
    return reverse("shop_held", args=[payment.pk, action])


def test_the_page_of_a_held_payment_leads_to_what_may_be_done(client, manager, hold):
    more, less = hold(1200), hold(900)

    pages = {payment: client.get(reverse("shop_payments:inspect", args=[payment.pk])).text for payment in (more, less)}

    found = [[url(payment, name) in page for name in NAMES] for payment, page in pages.items()]
    assert found == [[True, True, False], [False, True, False]]
    assert "Less has come than the order costs" in pages[less]


def test_all_that_follows_is_shown_first_and_done_once(client, manager, hold, django_capture_on_commit_callbacks):
    payment = hold(1200)

    preview = client.get(url(payment, "accept"))
    before = Payment.objects.get().state
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(url(payment, "accept"), {"seen": "12.00"}) for _ in range(2)]

    number = payment.order.number
    assert preview.context["consequences"] == [
        f"€12.00 count as the payment of order {number}: it is paid then.",
        "The invoice is made out about what the order costs, €10.00, and sent.",
        "€2.00 came above that and go back by: Test payment.",
        "The buyer is told by mail: buyer@example.com.",
    ]
    assert 'name="seen" value="12.000"' in preview.text
    assert before == PaymentState.HELD
    assert [answer.url for answer in answers] == [reverse("shop_payments:inspect", args=[payment.pk])] * 2
    assert (Payment.objects.get().user, Refund.objects.count()) == (manager, 1)
    assert client.get(url(payment, "give-back")).status_code == 302


KEPT = "The order is kept for 24 hours: the buyer can pay it once more."


@pytest.fixture
def nothing_came(hold):
    """nothing_came(): a payment that was held before there was any money."""

    def make():
        payment = hold(900)
        Payment.objects.update(settled_at=None)
        return payment

    return make


@pytest.mark.parametrize(("is_over", "sentence"), [(False, KEPT), (True, "it becomes “refunded”")])
def test_giving_back_says_what_follows(client, manager, hold, now, is_over, sentence):
    payment = hold(900)
    if is_over:
        Order.objects.update(expires_at=now)

    page = client.get(url(payment, "give-back"))

    assert "€9.00 go back by: Test payment." in page.text
    assert (sentence in page.text, KEPT in page.text) == (True, not is_over)


@pytest.mark.parametrize("action", ["give-back", "close"])
def test_an_order_whose_other_payment_is_under_way_is_not_said_to_be_kept(client, manager, nothing_came, now, action):
    payment = nothing_came()
    if action == "give-back":
        Payment.objects.update(settled_at=now)
    others = {"order": payment.order, "attempt": 2, "reference": "other", "provider": payment.provider}
    Payment.objects.create(**others, state=PaymentState.PENDING, amount=10, currency="EUR", created_at=now)

    page = client.get(url(payment, action))

    assert page.status_code == 200
    assert (KEPT in page.text, "it becomes “refunded”" in page.text) == (False, False)


@pytest.mark.parametrize("is_over", [False, True])
def test_closing_says_what_follows(client, manager, nothing_came, now, is_over):
    payment = nothing_came()
    if is_over:
        Order.objects.update(expires_at=now)

    page = client.get(url(payment, "close"))

    assert "asked once more" in page.text
    assert (KEPT in page.text, "told by mail" in page.text) == (not is_over, not is_over)


def test_what_may_not_be_done_has_no_page(client, manager, hold):
    less = hold(900)

    assert [client.get(url(less, name)).status_code for name in NAMES] == [302, 200, 302]


def test_where_nobody_says_a_person_closes_all_the_same(client, bank, manager, nothing_came):
    payment = nothing_came()
    bank.server.books.things["sessions"].clear()

    asked = client.post(url(payment, "close"))
    before = Payment.objects.get().state
    client.post(url(payment, "close"), {"unanswered": "yes"})

    assert "refuses to say whether money has come" in asked.text
    assert 'name="unanswered"' in asked.text
    assert (before, Payment.objects.get().state) == (PaymentState.HELD, PaymentState.FAILED)


@pytest.mark.parametrize("seen", ["", "x", "NaN", "-1", "9" * 500, "12.01"])
def test_who_has_seen_nothing_decides_nothing(client, manager, hold, seen):
    payment = hold(1200)

    answers = [client.post(url(payment, name), {"seen": seen}).status_code for name in ("accept", "give-back")]

    assert (answers, Payment.objects.get().state, Refund.objects.count()) == ([302, 302], PaymentState.HELD, 0)


def test_only_who_gives_money_back_decides(client, hold, log_in_as):
    payment = hold(1200)
    log_in_as("Support")

    answers = [client.get(url(payment, name)) for name in NAMES]
    answers += [client.post(url(payment, name), {"seen": "12"}) for name in NAMES]
    page = client.get(reverse("shop_payments:inspect", args=[payment.pk]))

    assert {answer["Location"] for answer in answers} == {reverse("wagtailadmin_home")}
    assert (Payment.objects.get().state, Refund.objects.count()) == (PaymentState.HELD, 0)
    assert url(payment, "accept") not in page.text
    assert Payment.objects.get().state == PaymentState.HELD


def test_unknown_decisions_and_payments_are_not_found(client, manager, hold):
    payment = hold(1200)

    unknown = client.post(url(payment, "rob"), follow=True).status_code
    nobody = client.post("/admin/shop/held/0/accept/", follow=True).status_code

    assert (unknown, nobody) == (404, 404)
