"""M11–M14: paying with test money in a browser: well, declined, later, and turning back."""

import re

import pytest

from tests.e2e.axe import complaints
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_buying import buy, put_in_cart

CHAIR = "/en/market/chair/"


@pytest.fixture(scope="session", autouse=True)
def _chair(stoa):
    stoa.make_products("Chair")


def order(page, email):
    """A guest orders a chair, and is where one pays."""
    put_in_cart(page, CHAIR)
    page.goto("/en/cart/")
    page.click(".cart__go")
    buy(page, email)


def go_to_pay(page):
    page.click(".payment form button")
    page.wait_for_url(re.compile("/sandbox/pay/"))


def wish(page, name):
    page.click(f"[name=wish][value={name}]")


def test_m11_a_guest_pays_on_a_telephone(open_page, stoa):
    page = open_page(width=PHONE)
    order(page, "payer@example.org")
    go_to_pay(page)
    asked = (page.inner_text("h1"), page.inner_text(".payment__test strong"))

    wish(page, "pay")
    page.wait_for_selector("h1:text-is('Thank you, paid')")

    assert asked == ("Pay €16.50", "Test money")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert stoa.letters(to="payer@example.org", holding="we have your payment")
    page.click(".outcome .button")
    assert "paid" in page.inner_text(".page-head__lead")


def test_pages_of_paying_are_open_to_all(open_page):
    page = open_page(width=DESKTOP)
    order(page, "axe@example.org")
    found = complaints(page)
    go_to_pay(page)
    found += complaints(page)

    wish(page, "pay")
    page.wait_for_selector("h1:text-is('Thank you, paid')")

    assert found + complaints(page) == []


def test_m13_a_declined_card_and_a_buyer_who_turns_back_can_try_again(open_page):
    page = open_page(width=DESKTOP)
    order(page, "decliner@example.org")
    go_to_pay(page)

    wish(page, "decline")
    page.wait_for_selector("[role=alert]")
    declined = page.inner_text("[role=alert]")
    wish(page, "close")
    page.wait_for_url(re.compile("/pay/$"))
    back = page.inner_text(".message p")
    go_to_pay(page)
    wish(page, "pay")
    page.wait_for_selector("h1:text-is('Thank you, paid')")

    assert declined == "Your test card was declined. Try another one."
    assert back.startswith("You have not paid.")


def test_m14_money_that_comes_later_is_seen_without_reloading(open_page):
    page = open_page(width=DESKTOP)
    order(page, "later@example.org")
    go_to_pay(page)

    wish(page, "later")

    page.wait_for_selector("h1:text-is('Your payment is on its way')")
    page.wait_for_selector("h1:text-is('Thank you, paid')", timeout=30_000)


def test_m11_without_javascript_one_pays_by_bank_transfer(open_page):
    page = open_page(javascript=False)
    page.goto(CHAIR)
    page.click(".buy__button")
    page.click("form[data-asks] button")
    page.goto("/en/cart/")
    page.click(".cart__go")
    buy(page, "transfer@example.org")

    page.check("[name=provider][value=invoice]")
    page.click(".payment form button")

    assert page.inner_text("h1") == "Bank transfer"
    assert re.search(r"\d{2}-\d{6}-1", page.inner_text("main"))
