"""Saving a picture from a page of somebody else's, as a member does it: with the bookmarklet."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

BOOKMARKLET = "/en/bookmarks/bookmarklet/"
#: Milliseconds: a picture is fetched and encoded in twelve sizes.
FETCHED = 20_000
# What the browser hands over when the link is dragged; a page may not have it dropped on itself, a bookmarks bar may.
LISTEN = """() => document.addEventListener("dragstart", (event) => {
  document.body.dataset.dragged = event.dataTransfer.getData("text/uri-list");
})"""


@pytest.fixture
def member(open_page):
    return open_page(account="member")


@pytest.fixture
def bookmarklet(member):
    """What the browser keeps, dragged from our page."""
    member.goto(BOOKMARKLET)
    member.evaluate(LISTEN)
    member.get_by_role("link", name="Save picture").drag_to(member.get_by_role("heading", level=1))
    dragged = member.locator("body").get_attribute("data-dragged")
    assert dragged.startswith("javascript:")
    return dragged


def click(page, bookmarklet):
    """As the bookmarks bar does: the browser itself runs it, whatever the page's policy says."""
    page.evaluate(unquote(bookmarklet.removeprefix("javascript:")))


def test_c08_picture_is_chosen_and_saved(member, bookmarklet, foreign_site):
    member.goto(f"{foreign_site.url}/joints")
    click(member, bookmarklet)
    overlay = member.get_by_role("dialog", name="Choose a picture")
    shown = overlay.get_by_role("listitem").get_by_role("button")
    expect(shown).to_have_count(3)
    assert [name.inner_text() for name in shown.all()] == ["640 × 480", "500 × 300", "250 × 400"]

    overlay.get_by_role("button", name="Close").click()
    expect(overlay).to_have_count(0)
    click(member, bookmarklet)
    click(member, bookmarklet)
    expect(overlay).to_have_count(1)
    member.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    click(member, bookmarklet)
    with member.context.expect_page() as opened:
        overlay.get_by_role("button", name="A slow joint").click()
    expect(overlay).to_have_count(0)

    form = opened.value
    filled = form.locator(".bookmark-form").evaluate("(form) => Object.fromEntries(new FormData(form))")
    form.get_by_role("button", name="Save", exact=True).click()

    assert {name: filled[name] for name in ("image_url", "page_url", "title", "description")} == {
        "image_url": f"{foreign_site.url}/slow.png",
        "page_url": f"{foreign_site.url}/joints",
        "title": "A slow joint",
        "description": "What a joint can hold.",
    }
    expect(form.get_by_role("heading", level=1)).to_have_text("A slow joint")
    expect(form.get_by_text("The picture is on its way.")).to_be_visible()
    foreign_site.release()
    expect(form.locator(".bookmark-picture img")).to_be_visible(timeout=FETCHED)
    form.goto("/en/bookmarks/mine/")
    expect(form.locator(".bookmark-card", has_text="A slow joint").locator("img")).to_be_visible()


def test_c08_page_whose_policy_lets_no_script_in_leads_to_the_form(member, bookmarklet, foreign_site, guard):
    guard.allow("Content Security Policy", "TrustedScriptURL", "/bookmarklet/1.js")
    member.goto(f"{foreign_site.url}/strict")

    with member.context.expect_page() as opened:
        click(member, bookmarklet)

    form = opened.value
    expect(form.get_by_label("Page it is on")).to_have_value(f"{foreign_site.url}/strict")
    expect(form.get_by_label("Title")).to_have_value("Dovetails, strict")
    expect(member).to_have_url(f"{foreign_site.url}/strict")
    expect(member.get_by_role("dialog")).to_have_count(0)
    form.get_by_label("Address of the picture").fill(f"{foreign_site.url}/large.png")
    form.get_by_label("Page it is on").focus()
    expect(form.locator(".bookmark-preview img")).to_be_visible(timeout=FETCHED)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".bookmark-picture img")).to_be_visible(timeout=FETCHED)


def test_c08_page_without_pictures_is_saved_as_a_link(member, bookmarklet, foreign_site):
    member.goto(f"{foreign_site.url}/joints")
    member.evaluate("document.querySelectorAll('img').forEach((image) => image.remove())")
    click(member, bookmarklet)

    with member.context.expect_page() as opened:
        member.get_by_role("button", name="Save the page as a link").click()
    opened.value.get_by_role("button", name="Save", exact=True).click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Dovetails, joints")
    expect(opened.value.locator(".bookmark-picture__link")).to_be_visible()


def test_c08_who_is_not_logged_in_comes_to_the_form_after_it(page, foreign_site):
    page.goto(f"/en/bookmarks/add/?url={foreign_site.url}/joints&image={foreign_site.url}/tall.png&title=Tall")
    page.fill("input[name=login]", "member@stoa.example")
    page.fill("input[name=password]", "stoa-demo")
    page.locator("form:has(input[name=password]) button").first.click()

    expect(page.get_by_label("Title")).to_have_value("Tall")
    expect(page.get_by_label("Address of the picture")).to_have_value(f"{foreign_site.url}/tall.png")
