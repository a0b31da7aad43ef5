"""What went back of an order, as its buyer's page shows it."""

import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import strip_tags

from shop.orders import links, settling
from shop.payments import refunding
from shop.payments.models import Payment
from shop.payments.sandbox.server import paying
from shop.payments.sandbox.server.books import Fault


@pytest.fixture
def words_of(client):
    """words_of(order): its page, as its buyer reads it."""

    def read(order):
        page = client.get(reverse("order", args=[order.key], query={"token": links.token(order)}))
        return re.sub(r"\s+", " ", strip_tags(page.text.replace("<", " <")))

    return read


def test_m20_part_that_went_back_is_on_the_page(paid, give_back, words_of):
    payment = paid(quantities=(2, 1))

    before = words_of(payment.order)
    give_back(payment, 1)
    after = words_of(payment.order)

    assert "given back" not in before.lower()
    assert "2 × Notebook 0 (1 given back) €20.00 1 × Notebook 1 €10.00" in after
    assert "Given back −€10.00" in after
    assert "Money goes back: €10.00" in after
    assert "On its way back" not in after


def test_m20_what_is_on_its_way_is_told_apart(bank, paid, give_back, words_of):
    payment = paid(quantities=(2, 1))
    give_back(payment, 0, 1)
    bank.server.books.faults.append(Fault("500", times=3, path="/v1/refunds"))

    give_back(payment, 1)

    words = words_of(payment.order)
    assert "Given back −€10.00 On its way back to you −€10.00" in words
    assert words.count("Money goes back: €10.00") == 2


def test_m20_what_the_bank_has_sent_back_is_not_given_back(bank, client, paid, give_back, words_of):
    payment = paid(quantities=(2,))
    give_back(payment, 1)
    refund = give_back(payment, 1)
    refund.refresh_from_db()
    paying.fail_refund(bank.server.books, refund.reference)

    bank.deliver()

    assert "Given back −€10.00 On its way back to you −€10.00" in words_of(payment.order)
    token = links.token(payment.order)
    done = client.get(reverse("payment_done", args=[payment.order.key], query={"token": token}))
    assert "You get €20.00 back" in done.text


def test_m20_what_nobody_has_explained_is_shown_without_words_for_staff(back, words_of):
    words = words_of(back(500, quantities=(2, 1)).payment.order)

    assert "Given back −€5.00" in words
    assert "ordered at the payment service" not in words


def test_m20_transfer_that_nobody_has_sent_is_on_its_way(begin, make_order, give_back, words_of, now):
    order = make_order(quantities=(2,))
    begin(order, "invoice")
    settling.mark_paid(order_id=order.pk, now=now)

    refund = give_back(Payment.objects.select_related("order").get(), 1)
    before = words_of(order)
    refunding.note_sent(refund_id=refund.pk, user=None, now=now)

    assert "On its way back to you −€10.00" in before
    assert "Given back −€10.00" in words_of(order)


def test_m20_what_failed_or_was_no_payment_of_the_order_is_not_of_it(begin, bank, paid, give_back, words_of):
    payment = paid(quantities=(2, 1))
    refund = give_back(payment, 1, sends=False)
    refunding.fail(refund_id=refund.pk, error="no", now=refund.created_at)
    Payment.objects.filter(pk=payment.pk).update(surplus=2, amount=32)
    payment.refresh_from_db()
    refunding.return_surplus(order=payment.order, payment=payment, amount=Decimal(2), user=None, now=refund.created_at)

    words = words_of(payment.order)

    assert "given back" not in words.lower()
    assert "On its way back" not in words


@pytest.mark.parametrize("number", [1, 3])
def test_m20_page_costs_the_same_however_often_money_went_back(
    client, paid, give_back, number, django_assert_num_queries
):
    payment = paid(quantities=(3, 1))
    for _each in range(number):
        give_back(payment, 1)
    path = reverse("order", args=[payment.order.key], query={"token": links.token(payment.order)})
    client.get(path)

    with django_assert_num_queries(8):
        client.get(path)
    call_command("check_invariants")
