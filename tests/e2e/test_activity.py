"""Following somebody is told to them by the bell; the stream shows what those do whom one follows."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def test_follower_rings_the_bell_and_the_notice_is_opened(open_page):
    editor = open_page(account="editor")
    editor.goto("/en/")
    bell = editor.get_by_role("link", name="Notices")
    expect(bell).to_contain_text("unread")

    bell.click()
    expect(editor.get_by_role("heading", name="Notices", level=1)).to_be_visible()
    assert Axe().run(editor).response["violations"] == []
    unread = editor.locator(".stream__row--unread")
    before = unread.count()
    editor.get_by_role("button", name="follows you").first.click()
    expect(editor).to_have_url(re.compile("/en/people/"))
    editor.goto("/en/notices/")
    expect(unread).to_have_count(before - 1)
    editor.get_by_role("button", name="Mark all as read").click()
    expect(unread).to_have_count(0)


def test_stream_is_read_without_javascript(open_page):
    visitor = open_page(javascript=False)

    visitor.goto("/en/activity/")

    expect(visitor.get_by_role("heading", name="Activity", level=1)).to_be_visible()
    first = visitor.locator(".stream__row").first
    expect(first.locator("time")).to_be_visible()
    older = visitor.get_by_role("link", name="Older")
    if older.count():
        older.click()
        expect(visitor.locator(".stream__row").first).to_be_visible()


def test_stream_is_accessible(open_page):
    for width, scheme in ((390, "light"), (1440, "dark")):
        visitor = open_page(width=width, scheme=scheme)

        visitor.goto("/en/activity/")

        assert Axe().run(visitor).response["violations"] == []
