import re

from playwright.sync_api import expect

from tests.e2e.conftest import open_thread

ADDRESS = "/en/blog/three-honest-ways-not-to-know/"
UNTOUCHED = "/en/blog/mark-from-the-work/"


def test_guest_comment_waits_until_a_moderator_approves_it(open_page, stoa):
    guest, moderator = open_page(), open_page(account="moderator")

    open_thread(guest, ADDRESS)
    guest.get_by_role("link", name="Write a comment").click()
    form = guest.locator("#comment-form form")
    expect(form.get_by_label("Name")).to_be_focused()
    form.get_by_label("Name").fill("Ágnes")
    form.get_by_label("E-mail address").fill("agnes@example.org")
    form.get_by_label("Your comment").fill("A **patient** word <b>here</b> 🪵")
    # Robots are quicker.
    guest.wait_for_timeout(3200)
    form.get_by_role("button", name="Send comment").click()
    expect(guest.locator("#comment-form")).to_contain_text("once a moderator has read it")
    guest.reload()
    expect(guest.locator("#comments")).not_to_contain_text("A patient word")

    moderator.goto("/admin/comments/?state=waiting&q=patient")
    moderator.locator("tbody input[type=checkbox]").first.check()
    moderator.locator(".bulk-actions-choices").get_by_text("Approve").click()
    moderator.get_by_role("button", name="Yes").click()
    expect(moderator.get_by_text("1 comment changed.")).to_be_visible()

    guest.reload()
    expect(guest.locator("#comments")).to_contain_text("A patient word <b>here</b> 🪵")


def test_member_replies_in_place_and_deletes_without_javascript(open_page):
    page = open_page(account="member")
    open_thread(page, ADDRESS)
    page.get_by_role("link", name=re.compile("^Reply")).first.click()
    form = page.locator("#comments form")
    form.get_by_label("Your comment").fill("Answered in place")
    page.wait_for_timeout(3200)
    form.get_by_role("button", name="Send comment").click()
    expect(page.locator("#comments")).to_contain_text("Your comment is published.")
    expect(page.locator("#comments [role=status] .message")).to_be_focused()
    page.reload()
    expect(page.locator(".comment__replies").first).to_contain_text("Answered in place")

    page.get_by_role("link", name="Change or delete your own comments").click()
    page.get_by_text("Delete", exact=True).first.click()
    page.get_by_role("button", name="Delete for good").first.click()

    expect(page).to_have_url(re.compile(ADDRESS + "#comments$"))
    expect(page.locator("#comments")).not_to_contain_text("Answered in place")


def test_first_comment_takes_the_place_of_nobody_has_said_anything(open_page):
    page = open_page(account="editor")
    open_thread(page, UNTOUCHED)
    nobody = page.get_by_text("Nobody has said anything yet.")
    expect(nobody).to_be_visible()

    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("The first")
    page.get_by_role("button", name="Send comment").click()

    expect(page.locator("#comment-form")).to_contain_text("The first")
    expect(nobody).to_be_hidden()


def test_guest_comments_without_javascript(open_page):
    page = open_page(javascript=False, width=390)

    page.goto(ADDRESS)
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Name").fill("Bo")
    page.get_by_label("E-mail address").fill("bo@example.org")
    page.get_by_label("Your comment").fill("Plain and simple")
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Send comment").click()

    expect(page).to_have_url(re.compile(ADDRESS + "#comments$"))


def test_member_comments_and_replies_without_javascript(open_page):
    page = open_page(javascript=False, width=390, account="member")

    page.goto(ADDRESS)
    page.get_by_role("link", name=re.compile("^Reply")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Write a reply")
    expect(page.get_by_label("Name")).to_have_count(0)
    page.get_by_label("Your comment").fill("Plainly answered")
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Send comment").click()

    expect(page).to_have_url(re.compile(ADDRESS + r"#comment-\d+$"))
    expect(page.locator(".comment__replies").first).to_contain_text("Plainly answered")


def test_htmx_comes_with_the_hand_and_not_before(open_page):
    page = open_page()
    open_thread(page, ADDRESS)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert not page.evaluate("'htmx' in window")

    with page.expect_response(re.compile("htmx")):
        page.get_by_role("link", name="Write a comment").hover()
    page.get_by_role("link", name="Write a comment").click()

    expect(page.locator("#comment-form form")).to_be_visible()
    expect(page).to_have_url(re.compile(ADDRESS + "$"))
    assert len([url for url in asked if "htmx" in url]) == 1


def test_click_that_is_quicker_than_htmx_waits_for_it(open_page):
    page = open_page()
    open_thread(page, ADDRESS)

    page.evaluate("document.querySelector('#comment-form a').click()")

    expect(page.locator("#comment-form form")).to_be_visible()
    expect(page).to_have_url(re.compile(ADDRESS + "$"))
