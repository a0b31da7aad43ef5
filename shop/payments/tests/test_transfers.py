"""M11: how much an order may hold that is paid by bank transfer."""

import pytest
from django.core import mail
from django.urls import reverse

from shop.orders import mailing
from shop.orders.checkout.submitting import SESSION_KEY
from shop.orders.models import Order, OrderMail, State
from shop.payments.exceptions import ProviderUnknown
from shop.payments.models import Payment, PaymentState

WHY = "Bank transfer is offered for up to 3 pieces"


@pytest.fixture
def most(settings):
    settings.BANK_TRANSFER_HOLD_AT_MOST = 3


@pytest.fixture
def page_of(client, bank):
    """page_of(order): where its buyer chooses how to pay."""

    def get(order):
        session = client.session
        session[SESSION_KEY] = [str(order.key)]
        session.save()
        return client.get(reverse("payment", args=[order.key]))

    return get


def names(page):
    return [provider.name for provider in page.context["providers"]]


def test_m11_large_orders_are_not_held_for_a_transfer(most, page_of, begin, make_order):
    order = make_order(quantities=(2, 2))

    page = page_of(order)

    with pytest.raises(ProviderUnknown):
        begin(order, "invoice")
    assert (names(page), WHY in page.text) == (["sandbox"], True)
    assert begin(order).provider == "sandbox"


def test_m11_up_to_the_limit_a_transfer_is_offered(most, page_of, begin, make_order):
    order = make_order(quantities=(2, 1))

    page = page_of(order)

    assert (names(page), WHY in page.text) == (["sandbox", "invoice"], False)
    assert begin(order, "invoice").provider == "invoice"


def test_m11_what_is_not_counted_is_not_held(most, begin, make_order):
    assert begin(make_order(quantities=(9,), stock_of=None), "invoice").provider == "invoice"


def test_m11_nothing_is_too_much_without_a_limit(settings, begin, make_order):
    settings.BANK_TRANSFER_HOLD_AT_MOST = 0

    assert begin(make_order(quantities=(40,)), "invoice").provider == "invoice"


def test_m11_a_shop_of_transfers_alone_says_why(most, settings, page_of, client, make_order):
    settings.PAYMENT_PROVIDERS = ["invoice"]
    order = make_order(quantities=(4,))

    page = page_of(order)
    refused = client.post(reverse("payment_begin", args=[order.key]), {"provider": "invoice"})

    assert (names(page), page.text.count(WHY), "there is no way to pay" in page.text) == ([], 1, False)
    assert (refused.status_code, Payment.objects.count()) == (409, 0)


def test_whoever_chooses_a_transfer_has_account_and_reference_by_mail_and_on_the_order(
    page_of, client, begin, make_order, django_capture_on_commit_callbacks
):
    order = make_order()
    page_of(order)
    with django_capture_on_commit_callbacks(execute=True):
        begin(order, "invoice")
        begin(order, "invoice")

    waiting = client.get(reverse("order", args=[order.key])).text
    again = client.get(reverse("payment", args=[order.key])).text
    Payment.objects.update(state=PaymentState.EXPIRED)
    over = client.get(reverse("order", args=[order.key])).text

    parts = ("The Shop", "DE89370400440532013000", f"{order.number}-1", "€10.00")
    sent = mail.outbox[0]
    for text in (sent.body, sent.alternatives[0][0], waiting):
        assert [part for part in parts if part not in text] == []
    assert (len(mail.outbox), "Pay in another way" in waiting, "DE89" in over) == (1, True, False)
    assert 'value="invoice" required checked' in again


def test_whoever_pays_elsewhere_gets_no_account(begin, make_order, django_capture_on_commit_callbacks):
    order = make_order()

    with django_capture_on_commit_callbacks(execute=True):
        begin(order, "sandbox")

    assert mail.outbox == []


@pytest.mark.parametrize("name", ["transfer", "payable"])
def test_who_need_not_pay_any_more_is_not_asked_to(
    begin, make_order, now, name, mailoutbox, django_capture_on_commit_callbacks
):
    order = make_order()
    with django_capture_on_commit_callbacks(execute=True):
        attempt = begin(order, "invoice")
        mailing.owe(order=order, name="payable", now=now, about=str(attempt.key))
    told = len(mailoutbox)
    owed = OrderMail.objects.filter(name=name)
    owed.update(sent_at=None, due_at=now)
    Order.objects.update(state=State.CANCELLED)

    mailing.send_owed(owed.get().pk)

    assert (told, len(mailoutbox)) == (2, 2)
    assert owed.get().sent_at is not None
