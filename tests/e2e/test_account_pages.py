"""Every account page by axe's rules in both schemes, and at three widths."""

from playwright.sync_api import expect

from stoa.accounts.tests.steps import code_of
from tests.e2e.axe import complaints
from tests.e2e.conftest import DESKTOP, HEIGHT, PHONE, TABLET, type_log_in
from tests.e2e.test_second_factor import show_password

OPEN = ["login/", "signup/", "login/code/", "password/reset/", "password/reset/done/", "password/reset/key/1-none/",
        "password/reset/key/done/", "confirm-email/", "confirm-email/none/", "inactive/", "3rdparty/login/cancelled/",
        "3rdparty/login/error/", "with/sso/"]  # fmt: skip
INSIDE = ["account/profile/", "account/email/", "account/password/change/", "account/sessions/", "account/my-data/",
          "account/my-data/delete/", "account/logout/", "account/reauthenticate/", "account/2fa/",
          "account/2fa/webauthn/", "account/3rdparty/", "notices/", "notices/mails/", "activity/audiences/",
          "me/visibility/", "me/muted/", "me/blocked/"]  # fmt: skip


def too_wide(page):
    """The widths at which the page as it stands scrolls sideways."""
    found, before = [], page.viewport_size
    for width in (PHONE, TABLET, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    page.set_viewport_size(before)
    return found


def test_account_pages_open_to_visitors(open_page, guard):
    guard.allow("status of 401")
    page = open_page(width=PHONE)
    for path in OPEN:
        page.goto(f"/en/account/{path}")
        expect(page.locator("h1")).to_have_count(1)
        assert (complaints(page), too_wide(page)) == ([], []), path


def test_page_for_the_code_from_the_mail(page):
    page.goto("/en/account/login/code/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_role("button", name="Send the code").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code")
    assert complaints(page) == []


def test_account_pages_of_a_member_and_those_of_the_second_factor(open_page, member_of):
    email, password = member_of("fay")
    page = open_page()
    page.goto("/en/account/login/?next=/en/account/2fa/totp/activate/")
    type_log_in(page, email, password)
    show_password(page, password)
    secret = page.locator(".codes").inner_text()
    assert complaints(page) == []
    for path in INSIDE:
        page.goto(f"/en/{path}")
        expect(page.locator("h1")).to_have_count(1)
        assert (complaints(page), too_wide(page)) == ([], []), path

    page.goto("/en/account/2fa/totp/activate/")
    secret = page.locator(".codes").inner_text()
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert complaints(page) == []
    for path in (
        "2fa/",
        "2fa/recovery-codes/generate/",
        "2fa/totp/deactivate/",
        "2fa/webauthn/add/",
        "2fa/reauthenticate/",
    ):
        page.goto(f"/en/account/{path}")
        assert complaints(page) == [], path

    page = open_page()
    page.goto("/en/account/login/")
    type_log_in(page, email, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    assert complaints(page) == []
