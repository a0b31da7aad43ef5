import re

import pytest
from playwright.sync_api import Page, expect

MARA = "/en/people/mara/"
YARA = "/en/people/yara/"


def follow_place(page: Page):
    """The follow button of a profile, once the personal fragment has taken its place."""
    expect(page.locator(".profile-head .follow form")).to_be_visible()
    return page.locator(".profile-head .follow")


def test_c07_member_follows_and_unfollows_in_place(open_page):
    page = open_page(account="member")
    page.goto(YARA)
    page.wait_for_load_state("networkidle")
    followers = int(page.locator(".profile-head__numbers b").first.inner_text())

    follow_place(page).get_by_role("button", name="Follow Yara Lindgren").click()
    expect(follow_place(page).get_by_role("button")).to_contain_text("Following")
    expect(page.locator(".profile-head__numbers b").first).to_have_text(str(followers + 1))
    expect(page.locator("#flash-place")).to_contain_text("You follow Yara Lindgren.")

    page.goto("/en/people/")
    page.wait_for_load_state("networkidle")
    card = page.locator(".person-card", has_text="@yara")
    expect(card.get_by_role("button")).to_contain_text("Following")
    card.get_by_role("button").click()
    # Exactly: "Unfollow …" holds it, too, and then the page would be left before the answer is there.
    expect(card.get_by_role("button", name="Follow Yara Lindgren", exact=True)).to_be_visible()

    page.goto(YARA)
    expect(page.locator(".profile-head__numbers b").first).to_have_text(str(followers))


def test_c07_keyboard_follows_and_keeps_its_place(open_page):
    page = open_page(account="moderator")
    page.goto(YARA)
    page.wait_for_load_state("networkidle")
    button = follow_place(page).get_by_role("button")

    button.focus()
    page.keyboard.press("Enter")

    expect(follow_place(page).get_by_role("button", name="Unfollow")).to_be_focused()


def test_c07_follow_without_javascript(open_page):
    page = open_page(javascript=False)
    page.goto(MARA)
    page.locator(".profile-head").get_by_role("link", name="Follow Mara").click()
    page.fill("input[name=login]", "admin@stoa.example")
    page.fill("input[name=password]", "stoa-demo")
    page.locator("form:has(input[name=password]) button").first.click()

    expect(page).to_have_url(re.compile(r"/en/people/mara/actions/$"))
    page.get_by_role("button", name="Follow Mara Ilieva").click()
    expect(page.get_by_text("You follow Mara Ilieva.")).to_be_visible()
    page.get_by_role("link", name="@mara").click()
    page.get_by_role("link", name="followers").click()
    expect(page.get_by_role("main").get_by_role("link", name="Ana Weiss", exact=True)).to_be_visible()


def test_member_blocks_and_finds_the_way_back(open_page):
    page = open_page(account="moderator")
    page.goto("/en/people/bruno/")
    page.wait_for_load_state("networkidle")
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_text("More about Bruno").locator("..").click()
    page.get_by_role("button", name="Block").click()
    expect(page.locator(".profile-head .follow")).to_contain_text("Blocked")

    page.goto("/en/me/blocked/")
    page.get_by_role("button", name="Unblock Bruno").click()
    expect(page.get_by_text("You have blocked nobody")).to_be_visible()


def test_c06_visitor_finds_a_member_and_their_posts(page):
    page.goto("/en/people/")
    page.get_by_role("searchbox", name="Name or handle").fill("quiroga")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Tomás Quiroga", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tomás Quiroga")
    page.get_by_role("navigation", name="Tomás Quiroga").get_by_role("link", name="Posts").click()
    expect(page).to_have_url(re.compile(r"/en/people/tomas/posts/$"))
    expect(page.locator("main article").first).to_be_visible()


def test_c01_member_arrives_at_the_dashboard(open_page):
    page = open_page(account="member")

    expect(page).to_have_url(re.compile(r"/en/me/$"))
    page.get_by_role("link", name="Profile privacy").click()
    page.get_by_label("Likes").select_option("nobody")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Likes")).to_have_value("nobody")


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_people_stand_without_sideways_scroll(open_page, width):
    page = open_page(width=width)

    for address in ("/en/people/", MARA, f"{MARA}followers/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
