"""M17: a shop manager decides about held payments, says for what money went back, and has what failed done again.

All of it with test money: buyers pay at the sandbox, where money also goes back behind our back.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import PHONE
from tests.e2e.test_buying import buy, put_in_cart
from tests.e2e.test_paying import go_to_pay, wish

#: At the payment service somebody gives 4.00 back.
GIVE_BACK = """
from shop.payments.models import Payment
from shop.payments.sandbox.provider import SandboxProvider
payment = Payment.objects.get(order__email="{email}")
SandboxProvider().client.v1.refunds.create({{"payment_intent": payment.charge, "amount": 400}})
"""
#: The payment service does not know what it was paid with, and then knows it again.
FORGET = """
from shop.payments.models import Payment
Payment.objects.filter(order__email="{email}").update(charge="pi_forgotten")
"""
REMEMBER = """
from shop.payments.models import Payment
from shop.payments.registry import get
payment = Payment.objects.get(order__email="{email}")
Payment.objects.filter(pk=payment.pk).update(charge=get("sandbox").fetch(payment).charge)
"""


@pytest.fixture(scope="module", autouse=True)
def _bench(stoa):
    stoa.make_products("Bench")


@pytest.fixture
def bought(open_page):
    """bought("ada@example.org", "more"): a guest has ordered a bench and pressed that at the sandbox."""

    def order(email, action="pay"):
        page = open_page()
        put_in_cart(page, "/en/market/bench/")
        page.goto("/en/cart/")
        page.click(".cart__go")
        buy(page, email)
        go_to_pay(page)
        wish(page, action)
        page.wait_for_selector("h1:text-matches('Thank you, paid|We look for your payment')")

    return order


@pytest.fixture
def open_first(open_page):
    """open_first(page, "payments", "ada@example.org"): what the list finds first."""

    def open_one(page, listing, words):
        page.goto(f"/admin/shop/{listing}/?q={words}")
        page.locator("#listing-results tbody tr a").first.click()
        page.wait_for_selector(".order-head")

    return open_one


def test_m17_too_much_is_accepted_by_keyboard_and_given_back_on_a_telephone(open_page, bought, open_first, stoa):
    bought("generous@example.org", "more")
    bought("mistaken@example.org", "more")
    page, telephone = open_page(account="shop"), open_page(account="shop", width=PHONE, scheme="dark")

    open_first(page, "payments", "generous@example.org")
    page.get_by_role("link", name="Accept", exact=True).press("Enter")
    page.wait_for_selector("#reason")
    said, found = page.locator(".refund li").all_inner_texts(), complaints(page)
    page.locator("#reason").press("Tab")
    page.get_by_role("button", name="Accept", exact=True).press("Enter")
    page.wait_for_url(re.compile(r"/payments/\d+/$"))
    open_first(telephone, "payments", "mistaken@example.org")
    telephone.get_by_role("link", name="Give back", exact=True).click()
    telephone.get_by_role("button", name="Give back", exact=True).click()
    telephone.wait_for_url(re.compile(r"/payments/\d+/$"))

    assert (said[0].startswith("€18.50 count as the payment"), said[2][:17], found) == (True, "€2.00 came above ", [])
    assert stoa.letters(to="generous@example.org", holding="we have your payment")
    assert stoa.letters(to="mistaken@example.org", holding="Your order is kept for you until")
    assert telephone.evaluate("document.documentElement.scrollWidth") == PHONE


def test_m17_what_went_back_elsewhere_is_explained_and_its_event_acts_once_more(open_page, bought, open_first, stoa):
    bought("partly@example.org")
    stoa.run(GIVE_BACK.format(email="partly@example.org"))
    page = open_page(account="shop")

    # The shop is told by mail, when the event has come.
    assert stoa.letters(to="shop@stoa.example", holding="note here which goods", seconds=90)
    open_first(page, "orders", "partly@example.org")
    page.get_by_role("link", name="Say for what").click()
    page.get_by_label("Shipping as well: €4.00").check()
    page.get_by_role("button", name="Show what will happen").click()
    page.wait_for_selector(".refund li")
    said, found = page.locator(".refund li").all_inner_texts(), complaints(page)
    page.get_by_role("button", name="Make out the credit note").click()
    open_first(page, "payment-events", "charge.refunded")
    page.get_by_role("button", name="Let it act once more").click()

    assert (said[:2], found) == (["No more money goes back: this has gone already.", "Shipping: €4.00"], [])
    assert stoa.letters(to="partly@example.org", holding="credit note")
    expect(page.get_by_text("It has acted.")).to_be_visible()


def test_m17_a_refund_that_failed_is_done_again_or_otherwise(open_page, bought, open_first, stoa):
    bought("unlucky@example.org")
    stoa.run(FORGET.format(email="unlucky@example.org"))
    page = open_page(account="shop", width=PHONE)
    open_first(page, "orders", "unlucky@example.org")
    page.get_by_role("link", name="Give money back").click()
    page.locator("#shipping").check()
    page.get_by_role("button", name="Show what will happen").click()
    page.get_by_role("button", name="Give back €4.00").click()
    page.wait_for_selector(".order-head")
    stoa.run(REMEMBER.format(email="unlucky@example.org"))

    page.goto("/admin/shop/failed-jobs/")
    found = complaints(page)
    page.get_by_role("button", name="Try again").first.click()

    expect(page.get_by_text("It is tried once more.")).to_be_visible()
    assert stoa.letters(to="unlucky@example.org", holding="You get .*4.00 back", seconds=30)
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
