"""A member reports what should not be here; a moderator hides it."""

import re

from playwright.sync_api import expect

from tests.e2e.axe import complaints


def test_reported_bookmark_is_hidden_by_a_moderator(open_page, guard):
    author, member, moderator = (open_page(account=role) for role in ("admin", "member", "moderator"))
    author.goto("/en/bookmarks/add/?url=https://pages.example/cheap&title=Cheap+chairs+here")
    author.locator("main").get_by_role("button", name="Save", exact=True).click()
    expect(author.get_by_role("heading", level=1)).to_have_text("Cheap chairs here")
    address = author.url

    member.goto(address)
    member.wait_for_load_state("networkidle")
    member.get_by_role("link", name="Report").click()
    member.get_by_role("radio", name="Advertising or spam").check()
    member.get_by_label("What should we know?").fill("It sells chairs.")
    assert complaints(member) == []
    member.get_by_role("button", name="Send report").click()
    expect(member).to_have_url(address)

    moderator.goto("/admin/moderation/")
    moderator.get_by_role("link", name="Cheap chairs here").click()
    expect(moderator.get_by_text("It sells chairs.")).to_be_visible()
    moderator.get_by_role("radio", name="Hide it").check()
    moderator.get_by_role("button", name="Decide").click()
    expect(moderator).to_have_url(re.compile("/admin/moderation/"))

    guard.allow("status of 404")
    assert member.goto(address).status == 404
    author.goto("/en/bookmarks/mine/")
    expect(author.locator(".bookmark-card", has_text="Cheap chairs here")).to_contain_text("hidden by a moderator")
    moderator.goto("/admin/moderation/log/")
    expect(moderator.get_by_role("row", name="Milan Moser Hide it bookmark").first).to_be_visible()
