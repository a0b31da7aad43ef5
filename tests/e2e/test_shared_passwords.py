"""A post and a document behind a password that many share: refused, opened, and closed after too many tries."""

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import PHONE

PASSWORD = "sesame"
TRIES = 10
POST = "/en/blog/watching-hands/"
WITH_DOCUMENT = "/en/blog/what-a-small-magazine-keeps/"


def restrict(admin, address, **choice):
    """Set who may see a page or a collection, as its privacy dialog in the admin does."""
    admin.goto("/admin/")
    token = admin.evaluate("JSON.parse(document.getElementById('wagtail-config').textContent).CSRF_TOKEN")
    answer = admin.request.post(f"{address}privacy/", form=choice, headers={"X-CSRFToken": token, "Referer": admin.url})
    assert answer.ok, answer.status


def place_of_post(admin):
    admin.goto(POST)
    return admin.get_by_role("link", name="Edit this page").get_attribute("href").removesuffix("edit/")


def place_of_document(admin, document):
    number = document.split("/documents/")[1].split("/")[0]
    admin.goto(f"/admin/documents/edit/{number}/")
    return f"/admin/collections/{admin.locator('[name=collection]').input_value()}/"


@pytest.fixture(params=["post", "document"])
def guarded(request, open_page):
    """The address of something that a password guards; it is open again afterwards."""
    admin = open_page(account="admin")
    address, place = POST, place_of_post(admin) if request.param == "post" else ""
    if request.param == "document":
        admin.goto(WITH_DOCUMENT)
        address = admin.locator("a[href*='/documents/']").first.get_attribute("href")
        place = place_of_document(admin, address)
    restrict(admin, place, restriction_type="password", password=PASSWORD)
    yield address
    restrict(admin, place, restriction_type="none")


def type_in(page, password):
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Open").click()


def is_open(page, address):
    """Does the visitor of this page get what stands at the address?"""
    return "Password, please" not in page.request.get(address).text()


def test_visitor_is_refused_and_let_in(open_page, guarded):
    page, other = open_page(width=PHONE), open_page()
    page.goto(guarded)
    expect(page.get_by_role("heading", level=1)).to_have_text("Password, please")
    assert complaints(page) == []

    type_in(page, "open")
    expect(page.locator(".field__error")).to_be_visible()
    assert complaints(page) == []
    assert not is_open(page, guarded)

    with page.expect_response(lambda response: response.url.endswith(guarded)):
        type_in(page, PASSWORD)
    assert is_open(page, guarded)
    assert not is_open(other, guarded)


def test_even_the_right_password_waits_after_too_many_tries(open_page, guard, guarded):
    guard.allow("status of 429")
    page = open_page(javascript=False)
    page.goto(guarded)

    for number in range(TRIES):
        type_in(page, f"guess {number}")
    type_in(page, PASSWORD)

    expect(page.get_by_text("Too many wrong passwords.")).to_be_visible()
    assert not is_open(page, guarded)
