"""Liking a post, by keyboard in place and as a plain form."""

import re

from playwright.sync_api import Page, expect

POST = "/en/blog/in-praise-of-the-manual/"


def number(page: Page) -> int:
    return int(page.locator(".like__number").inner_text().split()[0])


def test_member_likes_in_place_by_keyboard(open_page):
    page = open_page(account="moderator")
    page.goto(POST)
    button = page.locator("button.like__button")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.wait_for_load_state("load")
    before = number(page)

    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    assert number(page) == before + 1

    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    assert number(page) == before


def test_member_likes_without_javascript(open_page):
    page = open_page(javascript=False, account="admin")
    page.goto(POST)
    before = number(page)

    page.get_by_role("link", name="Like", exact=True).click()
    page.get_by_role("button", name="Like").click()

    expect(page).to_have_url(re.compile(f"{POST}$"))
    assert number(page) == before + 1


def test_guest_is_asked_to_log_in(page):
    page.goto(POST)

    page.get_by_role("link", name="Like", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
