"""M26, M21: a buyer reviews, another member votes and reports, a moderator hides; what goes with it is shown."""

import re

from playwright.sync_api import expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import PHONE, TABLET

# The demo's member has bought these plans and has not reviewed them.
PLANS = "/en/shop/plan-sawhorses/"
TITLE = "Stands on gravel"


def open_form(page):
    page.goto(PLANS)
    page.wait_for_load_state("networkidle")
    page.locator("#review-form a").click()


def review_of(page):
    return page.locator(".review", has_text=TITLE)


def test_m26_review_is_written_voted_on_reported_and_hidden(open_page):
    buyer, reader = open_page(account="member", width=PHONE), open_page(account="editor")
    open_form(buyer)
    expect(buyer.get_by_label("In a few words")).to_be_visible()
    assert complaints(buyer) == []
    buyer.get_by_role("radio", name="4 stars").check()
    buyer.get_by_label("In a few words").fill(TITLE)
    buyer.get_by_label("Your review").fill("Mine hold a **boat**.")
    buyer.get_by_role("button", name="Publish the review").click()
    expect(buyer.get_by_text("Your review is published.")).to_be_visible()
    assert buyer.evaluate("document.documentElement.scrollWidth") == PHONE

    reader.goto(PLANS)
    reader.wait_for_load_state("networkidle")
    expect(reader.locator(".product__rating")).to_contain_text("2 reviews")
    review_of(reader).get_by_role("button", name="Helpful").click()
    expect(review_of(reader).get_by_text("1 found this helpful")).to_be_visible()
    assert complaints(reader) == []
    review_of(reader).get_by_role("link", name="Report").click()
    reader.get_by_role("radio", name="Something else").check()
    reader.get_by_role("button", name="Send report").click()
    expect(reader).to_have_url(re.compile(f"{PLANS}#review-"))

    buyer.goto(PLANS)
    buyer.wait_for_load_state("networkidle")
    expect(review_of(buyer).get_by_role("link", name="Change your review")).to_be_visible()
    expect(review_of(buyer).get_by_role("button", name="Helpful")).to_be_hidden()

    moderator = open_page(account="moderator")
    moderator.goto("/admin/moderation/")
    moderator.get_by_role("link", name=TITLE).click()
    moderator.get_by_role("radio", name="Hide it").check()
    moderator.get_by_role("button", name="Decide").click()
    expect(moderator).to_have_url(re.compile("/admin/moderation/"))
    reader.goto(PLANS)
    expect(review_of(reader)).to_have_count(0)
    buyer.goto("/en/notices/")
    expect(buyer.get_by_text("was hidden by a moderator")).to_be_visible()

    moderator.goto("/admin/shop/reviews/")
    moderator.get_by_role("link", name=TITLE).click()
    expect(moderator.get_by_text("Show to everybody").first).to_be_visible()
    buyer.goto("/en/orders/")
    assert complaints(buyer) == []


def test_m26_form_works_without_javascript(open_page):
    page = open_page(account="admin", javascript=False, width=TABLET)
    page.goto(PLANS)
    page.click("#review-form a")

    assert page.inner_text("h1") == "Write a review"
    assert "Only who has bought it here" in page.inner_text("main")


def test_m26_visitor_finds_the_way_to_the_form_by_keyboard(open_page):
    page = open_page()
    page.goto(PLANS)
    page.wait_for_load_state("networkidle")
    page.locator("#review-form a").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Log in to review what you bought.")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/account/login/"))


def test_m21_page_and_cart_say_what_goes_with_it(open_page):
    page = open_page(width=PHONE)
    page.goto("/en/shop/whetstone/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#recommended-title")).to_have_text("Often bought together")
    page.click(".buy__button")
    expect(page.locator(".cart-link__count")).to_have_text("1")

    page.goto("/en/cart/")
    expect(page.locator(".cart__more #recommended-title")).to_have_text("Often bought together")
    page.wait_for_load_state("networkidle")
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert page.locator(".cart__more", has_text="Whetstone").count() == 0
