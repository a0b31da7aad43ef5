"""M04–M09: buying as a guest on a telephone, as a member at a desk, in another language, and without JavaScript."""

import re

import pytest

from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, type_log_in

LAMP, TABLE = "/en/market/lamp/", "/en/market/table/"


@pytest.fixture(scope="session", autouse=True)
def _products(stoa):
    stoa.make_products("Lamp", "Table")


def put_in_cart(page, address):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    before = page.inner_text("#cart-link .cart-link__count")
    page.click(".buy__button")
    page.wait_for_function("before => document.querySelector('.cart-link__count').textContent !== before", arg=before)


def count(page):
    return page.inner_text("#cart-link .cart-link__count")


def go_on(page):
    page.click("form.form button:not([name=back])")


def fill_address(page):
    page.fill("[name=shipping-name]", "Ada Lovelace")
    page.fill("[name=shipping-street]", "Shipka 1")
    page.fill("[name=shipping-postcode]", "1000")
    page.fill("[name=shipping-city]", "Sofia")
    page.select_option("[name=shipping-country]", "BG")
    go_on(page)


def buy(page, email=None):
    """From the first step to where one pays."""
    if email:
        page.fill("[name=email]", email)
    go_on(page)
    fill_address(page)
    page.check("[name=method] >> nth=0")
    go_on(page)
    assert "16.50" in page.inner_text(".totals__all >> visible=true >> nth=0").replace(",", ".")
    page.click("form:has([name=checkout_key]) button:not([name=back])")
    page.wait_for_url(re.compile(r"/(pay|pagar)/$"))


def test_m09_a_guest_buys_on_a_telephone(open_page):
    page = open_page(width=PHONE)
    page.goto(LAMP)
    assert "sessionid" not in {cookie["name"] for cookie in page.context.cookies()}

    put_in_cart(page, LAMP)
    in_cart = count(page)
    page.goto("/en/cart/")
    page.click(".cart__go")
    buy(page, "guest@example.org")

    assert in_cart == "1"
    assert page.inner_text("h1") == "Pay €16.50"
    assert count(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def test_m04_a_member_brings_the_cart_along_and_buys_at_a_desk(open_page, member_of):
    page = open_page(width=DESKTOP)
    put_in_cart(page, LAMP)

    page.goto("/en/cart/")
    page.click(".cart__go")
    page.click(".checkout__main a[href*='next=']")
    type_log_in(page, member_of("ada")[0], PASSWORD)
    page.wait_for_selector("[name=email]")
    page.wait_for_selector("[data-cart-count=own]")

    assert (count(page), page.input_value("[name=email]")) == ("1", "ada@example.org")
    buy(page)
    assert page.inner_text("h1") == "Pay €16.50"


def test_m09_a_visitor_buys_in_spanish(open_page):
    page = open_page(width=DESKTOP, locale="es")
    put_in_cart(page, LAMP)
    page.goto("/es/")
    page.goto(page.get_attribute("#cart-link", "href"))

    page.click(".cart__go")
    buy(page, "invitado@example.org")

    assert page.get_attribute("html", "lang") == "es"
    assert "16,50" in page.inner_text("h1")


def test_m05_without_javascript_the_cart_asks_once_more(open_page):
    page = open_page(javascript=False)
    page.goto(TABLE)

    page.fill("[name=quantity]", "2")
    page.click(".buy__button")
    asked = page.inner_text("h1")
    page.click("form[data-asks] button")
    page.fill(".order-line [name=quantity]", "3")
    page.click(".order-line__quantity button")

    assert asked == "Add to cart"
    assert page.input_value(".order-line [name=quantity]") == "3"
    page.click(".cart__go")
    assert page.inner_text("h1") == "Contact"
