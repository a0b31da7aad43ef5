"""M01: finding something in the shop: filters in place and without JavaScript, on a telephone and at a desk."""

import re

from playwright.sync_api import expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import PHONE


def cards(page):
    return page.locator("#products .product-card")


def number(page):
    return int(page.locator("#product-count").inner_text().split()[0])


def open_shop(page, path="/en/shop/"):
    page.goto(path)
    page.wait_for_load_state("networkidle")


def test_m01_filters_narrow_the_list_in_place(page):
    open_shop(page)
    everything = number(page)
    choice = page.locator(".filters__label", has_text="Can be had now")
    promised = int(choice.locator(".filters__number").inner_text())

    choice.locator("input").check()

    expect(page.locator(".chip")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/en/shop/\?available=1$"))
    assert number(page) == promised
    expect(choice.locator("input")).to_be_focused()

    page.locator("#list-order").select_option("cheapest")
    expect(page).to_have_url(re.compile(r"\?available=1&sort=cheapest$"))
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator("#product-count")).to_contain_text(f"{everything} ")
    page.go_back()
    expect(page.locator(".chip")).to_have_count(1)


def test_m01_telephone_unfolds_the_filters_and_keeps_them_open(open_page):
    page = open_page(width=PHONE)
    open_shop(page)
    first = page.locator(".filters__label input").first
    expect(first).to_be_hidden()

    page.locator(".filters__summary").focus()
    page.keyboard.press("Enter")
    first.focus()
    page.keyboard.press("Space")

    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator(".filters__label input").first).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_m01_filters_work_without_javascript(open_page):
    page = open_page(width=PHONE, javascript=False)
    open_shop(page)
    page.locator(".filters__summary").click()
    page.locator("#filter-from").fill("20")

    page.locator(".filters__button").click()

    expect(page.locator(".chip")).to_have_text(re.compile("from €20"))
    assert 0 < number(page) == cards(page).count()
    page.locator(".chips__clear").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_m01_prices_are_taken_as_the_language_writes_them(page):
    open_shop(page, "/es/tienda/")

    page.locator("#filter-to").fill("12,50")
    page.keyboard.press("Enter")

    expect(page.locator(".chip")).to_have_text(re.compile(r"12,50\s€"))


def test_m01_nothing_found_has_a_way_out(page):
    open_shop(page, "/en/shop/?from=90000")

    page.get_by_role("link", name="Show all products").click()

    assert cards(page).count() > 0


def test_lists_of_the_shop_are_accessible(open_page):
    page = open_page()
    open_shop(page, "/en/shop/?available=1&from=x")
    assert complaints(page) == []
    open_shop(page, "/en/shop/?from=90000")
    assert complaints(page) == []
    phone = open_page(width=PHONE)
    open_shop(phone, "/en/shop/?available=1")
    phone.locator(".filters__summary").click()
    assert complaints(phone) == []
