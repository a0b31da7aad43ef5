"""Every kind of page by axe's rules, in both schemes, and in the states that visitors bring it into."""

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import PHONE, open_thread

POST = "/en/blog/three-honest-ways-not-to-know/"
ERRORS = (400, 403, 404, 413, 429, 500, 503)
# What the other journeys do not come by, here and in test_design.py. One page of the browser looks at all of a list.
PUBLIC = (
    "/en/imprint/",
    "/en/blog/what-a-small-magazine-keeps/",
    "/en/people/?q=nobody-of-this-name",
    "/en/people/mara/followers/",
    "/en/people/mara/posts/",
    "/en/people/mara/bookmarks/",
    "/en/people/mara/likes/",
    "/en/people/mara/activity/",
    "/en/activity/",
    "/en/bookmarks/",
    "/en/bookmarks/ranking/",
    "/en/account/login/code/",
    "/en/shop/",
    "/en/cart/",
)
OWN = (
    "/en/me/",
    "/en/me/muted/",
    "/en/me/visibility/",
    "/en/people/mara/actions/",
    "/en/activity/audiences/",
    "/en/notices/",
    "/en/notices/mails/",
    "/en/bookmarks/add/",
    "/en/bookmarks/mine/",
    "/en/bookmarks/mine/files/",
    "/en/bookmarks/bookmarklet/",
    "/en/bookmarks/collections/",
    "/en/bookmarks/collections/new/",
    "/en/account/profile/",
    "/en/account/email/",
    "/en/account/password/change/",
    "/en/account/sessions/",
    "/en/account/2fa/",
    "/en/account/my-data/",
    "/en/account/my-data/delete/",
    "/en/account/logout/",
)
# Where their links are, and how those begin: their own addresses hold numbers.
LINKED = (
    ("/en/bookmarks/", ".bookmark-card__title a"),
    ("/en/people/ines/bookmarks/", ".collection-card__title a"),
    (POST, ".like__number"),
    ("/en/shop/", ".product-card .card__title a"),
    (POST, "a[href*='/report/comment/']"),
)


def send(form):
    """Send a form as it is: what the browser itself would refuse is for the server to answer."""
    form.evaluate("form => (form.noValidate = true)")
    form.get_by_role("button").last.click()


def first_link(page, pattern):
    return page.locator(f"a[href*='{pattern}']").first.get_attribute("href")


@pytest.mark.parametrize(("account", "addresses"), [("", PUBLIC), ("member", OWN)], ids=["public", "own"])
def test_every_kind_of_page(open_page, account, addresses):
    page = open_page(account=account)

    found = []
    for address in addresses:
        page.goto(address)
        expect(page.locator("#account-menu summary")).to_have_count(1 if account else 0)
        found += complaints(page)

    assert found == []


def test_pages_of_single_things(open_page):
    page = open_page(account="member")

    found = []
    for address, link in LINKED:
        page.goto(address)
        page.goto(page.locator(link).first.get_attribute("href"))
        found += complaints(page)
        if "/likes/" in page.url:
            page.goto(page.url.replace("/likes/", "/like/"))
            found += complaints(page)

    assert found == []


def test_lists_of_the_blog(page):
    page.goto("/en/blog/")
    months = page.locator(".panel__year a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    lists = [first_link(page, "/blog/tag/"), first_link(page, "/blog/category/"), months[0], "/en/blog/2026/"]
    page.goto(POST)
    lists.append(first_link(page, "/blog/author/"))

    for address in [*lists, "/en/blog/?page=2"]:
        page.goto(address)
        expect(page.locator("main article").first).to_be_visible()
        assert complaints(page) == []


@pytest.mark.parametrize("language", ["es", "bg"])
def test_pages_in_other_languages(open_page, language):
    page = open_page(locale=language)
    page.goto(f"/{language}/")
    assert complaints(page) == []
    addresses = page.locator(".site-header nav a, .site-footer nav a").evaluate_all("links => links.map(a => a.href)")
    post = page.locator("main article h3 a").first.get_attribute("href")

    for address in [post, *dict.fromkeys(address for address in addresses if f"/{language}/" in address)]:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        assert complaints(page) == []


@pytest.mark.parametrize("code", ERRORS)
def test_error_pages(page, guard, code):
    guard.allow("/styleguide/errors/")

    page.goto(f"/styleguide/errors/{code}/")

    expect(page.locator("h1")).to_have_count(1)
    assert complaints(page) == []


def test_page_for_a_form_without_its_token(page, guard):
    guard.allow("status of 403")
    page.goto("/en/account/login/")

    form = page.locator("main form").filter(has=page.locator("[name=password]")).first
    form.evaluate("form => (form.elements.csrfmiddlewaretoken.value = '')")
    send(form)

    expect(page.locator("h1")).to_have_text("Please send that once more")
    assert complaints(page) == []


def test_comment_form_on_its_own_page_with_errors(open_page, guard):
    guard.allow("status of 422")
    page = open_page(width=PHONE)
    page.goto(POST)
    page.goto(page.get_by_role("link", name="Write a comment").get_attribute("href"))
    assert complaints(page) == []

    send(page.locator("main form"))

    expect(page.locator(".field__error")).to_have_count(3)
    expect(page.get_by_label("Your comment")).to_have_attribute("aria-invalid", "true")
    assert complaints(page) == []


def test_comment_form_in_the_page_with_errors(page):
    open_thread(page, POST)
    page.get_by_role("link", name="Write a comment").click()
    form = page.locator("#comment-form form")
    expect(form.get_by_label("Name")).to_be_focused()
    assert complaints(page) == []

    send(form)

    expect(form.locator(".field__error")).to_have_count(3)
    assert complaints(page) == []


def test_reply_form_and_ones_own_comments(open_page):
    page = open_page(account="member")
    open_thread(page, "/en/blog/the-chair-that-came-back/")
    page.get_by_role("link", name="Reply to").first.click()
    expect(page.locator("#comments form")).to_be_visible()
    assert complaints(page) == []

    page.get_by_role("link", name="Change or delete your own comments").click()
    expect(page.locator("main .comment").first).to_be_visible()
    page.get_by_text("Delete", exact=True).first.click()
    assert complaints(page) == []


def test_sharing_by_mail(open_page, guard):
    guard.allow("status of 422")
    page = open_page(account="member")
    page.goto(POST)
    page.get_by_role("link", name="Send by mail").click()
    assert complaints(page) == []

    send(page.locator("main form"))
    expect(page.locator(".field__error")).to_have_count(1)
    assert complaints(page) == []

    page.get_by_label("Recipient").fill("friend@example.org")
    send(page.locator("main form"))
    expect(page.get_by_text("Your mail is on its way.")).to_be_visible()
    assert complaints(page) == []


def test_contact_form_with_errors_and_sent(page, guard):
    guard.allow("status of 422")
    page.goto("/en/contact/")
    page.locator("main form input").nth(2).focus()
    send(page.locator("main form"))

    expect(page.locator(".field__error").first).to_be_visible()
    assert complaints(page) == []

    page.goto("/en/contact/sent/")
    expect(page.locator("main [role=status]")).to_be_visible()
    assert complaints(page) == []


def test_log_in_sign_up_and_reset_with_errors(page):
    for path in ("login", "signup", "password/reset"):
        page.goto(f"/en/account/{path}/")
        send(page.locator("main form").filter(has=page.locator(".field")).first)
        expect(page.locator(".field__error").first).to_be_visible()
        assert complaints(page) == []


def test_page_after_asking_for_a_new_password(page):
    page.goto("/en/account/password/reset/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_role("button", name="Send the link").click()

    expect(page.get_by_label("E-mail address")).to_have_count(0)
    assert complaints(page) == []


@pytest.mark.parametrize("address", ["/en/", POST])
def test_every_stop_of_the_keyboard_can_be_seen(page, address):
    page.goto(address)
    seen = """() => {
      const here = document.activeElement;
      const marked = [here, here.closest(".card")].some((one) => one && getComputedStyle(one).outlineStyle !== "none");
      const box = here.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
      return here === document.body || (marked && inside) ? "" : here.outerHTML.slice(0, 200);
    }"""

    unseen = []
    for _stop in range(60):
        page.keyboard.press("Tab")
        unseen.append(page.evaluate(seen))

    assert [element for element in unseen if element] == []
