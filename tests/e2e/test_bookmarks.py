"""Lists, collections and the undo of bookmarks, with and without JavaScript."""

import re

from playwright.sync_api import expect

ALL = "/en/bookmarks/"
MINE = "/en/bookmarks/mine/"


def titles(page):
    return page.locator(".bookmark-card__title").all_inner_texts()


def save_link(page, title, **more):
    """Save a link with a title of its own."""
    page.goto(f"/en/bookmarks/add/?url=https://pages.example/{title.replace(' ', '-')}&title={title}")
    for label, text in more.items():
        page.get_by_label(label).fill(text)
    page.locator("main").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_c13_list_goes_on_by_itself_and_is_the_same_without_javascript(open_page):
    scrolling, plain = open_page(), open_page(javascript=False)
    plain.goto(ALL)
    expected = titles(plain)
    assert len(expected) == 8
    while plain.get_by_role("link", name="Older ones").count():
        plain.get_by_role("link", name="Older ones").click()
        expected += titles(plain)
    assert len(set(expected)) > 8
    plain.get_by_role("link", name="Back to the newest").click()
    assert titles(plain) == expected[:8]

    scrolling.goto(ALL)
    scrolling.wait_for_load_state("networkidle")
    for seen in range(16, len(expected) + 8, 8):
        scrolling.keyboard.press("End")
        expect(scrolling.locator(".bookmark-card")).to_have_count(min(seen, len(expected)))

    assert titles(scrolling) == expected


def test_collection_is_private_by_link_or_public(open_page):
    owner, visitor = open_page(account="editor"), open_page()
    owner.goto("/en/bookmarks/collections/new/")
    owner.get_by_label("Name").fill("Hinges")
    owner.locator("main form").get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Hinges")
    address = owner.url
    owner.goto("/en/bookmarks/add/?url=https://pages.example/hinge&title=A+piano+hinge")
    owner.get_by_label("Hinges").check()
    owner.locator("main").get_by_role("button", name="Save", exact=True).click()

    def share(how):
        owner.goto(address)
        owner.get_by_role("link", name="Change the collection").click()
        owner.get_by_role("radio", name=how).check()
        owner.locator("main form").get_by_role("button", name="Save", exact=True).first.click()
        expect(owner.get_by_role("heading", level=1)).to_have_text("Hinges")

    def status():
        return visitor.request.get(address).status

    assert status() == 404
    share("Whoever has the link")
    assert status() == 404
    visitor.goto(owner.locator(".collection-tools a[href*='/shared/']").get_attribute("href"))
    expect(visitor.get_by_role("link", name="A piano hinge")).to_be_visible()
    shared = visitor.url
    share("Everybody")
    visitor.goto(address)
    expect(visitor.get_by_role("link", name="A piano hinge")).to_be_visible()
    feed = visitor.get_by_role("link", name="RSS", exact=True).get_attribute("href")
    assert "A piano hinge" in visitor.request.get(feed).text()
    share("Only me")
    assert (status(), visitor.request.get(shared).status) == (404, 404)


def test_everything_is_removed_and_brought_back(open_page):
    page = open_page(account="moderator")
    for title in ("One hinge", "Two hinges"):
        save_link(page, title, Tags="hinges")
    page.goto(MINE)
    before = titles(page)
    assert {"One hinge", "Two hinges"} <= set(before)

    page.goto("/en/bookmarks/mine/files/")
    page.get_by_role("button", name=re.compile(r"Remove (all )?my \d+ bookmarks?")).click()
    expect(page.get_by_text("You have saved nothing yet")).to_be_visible()
    assert page.request.get("/en/bookmarks/tag/hinges/").status == 404
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text(f"{len(before)} bookmarks are back.")).to_be_visible()
    assert titles(page) == before


def test_undo_without_javascript(open_page):
    page = open_page(javascript=False, account="admin")
    save_link(page, "A hasp")
    page.goto(MINE)
    page.get_by_role("button", name="Remove A hasp").click()
    expect(page.get_by_text("bookmark is removed.")).to_be_visible()

    page.get_by_role("button", name="Undo").first.click()

    expect(page.get_by_role("link", name="A hasp", exact=True)).to_be_visible()
