"""What axe finds on pages of the community, in both schemes."""

from playwright.sync_api import expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import PHONE

PUBLIC = (
    "/en/bookmarks/",
    "/en/bookmarks/bookmarklet/",
    "/en/bookmarks/ranking/",
    "/en/people/",
    "/en/people/?q=nobody-of-this-name",
    "/en/people/ines/",
    "/en/people/ines/bookmarks/",
    "/en/people/ines/likes/",
    "/en/people/ines/followers/",
    "/en/activity/",
)
OWN = (
    "/en/me/",
    "/en/bookmarks/add/",
    "/en/bookmarks/mine/",
    "/en/bookmarks/mine/files/",
    "/en/bookmarks/collections/",
    "/en/bookmarks/collections/new/",
    "/en/notices/",
    "/en/notices/mails/",
    "/en/activity/",
    "/en/me/visibility/",
)


def addresses_of_things(page):
    """A bookmark, its tag, who likes it and a collection."""
    page.goto("/en/people/ines/bookmarks/")
    bookmark = page.locator(".bookmark-card__title a").first.get_attribute("href")
    page.goto(bookmark)
    return [
        bookmark,
        page.locator(".tag").first.get_attribute("href"),
        page.locator(".like__number").get_attribute("href"),
        page.locator(".bookmark__collections a").first.get_attribute("href"),
    ]


def test_public_pages_of_the_community(page):
    for address in [*PUBLIC, *addresses_of_things(page)]:
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        assert complaints(page) == []


def test_ones_own_pages_of_the_community(open_page):
    page = open_page(account="member", width=PHONE)
    for address in OWN:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        expect(page.locator("h1")).to_have_count(1)
        assert complaints(page) == []


def test_form_of_a_bookmark_with_errors(open_page, guard):
    guard.allow("status of 422")
    page = open_page(account="member")
    page.goto("/en/bookmarks/add/")

    page.locator("main").get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Give the address of a picture or of a page.")).to_be_visible()
    assert complaints(page) == []
