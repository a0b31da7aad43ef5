import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from stoa.accounts.tests.steps import code_of
from tests.e2e.conftest import type_log_in


def show_password(page, password):
    """What matters asks for it once more."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()


def log_in_with_code(page, email, password, code):
    page.goto("/en/account/login/")
    type_log_in(page, email, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code from the app, or a recovery code").fill(code)
    page.get_by_role("button", name="Log in").click()


def test_u16_app_is_set_up_and_opens_as_recovery_codes_do(open_page, member_of):
    email, password = member_of("bea")
    page = open_page()
    page.goto("/en/account/login/?next=/en/account/2fa/totp/activate/")
    type_log_in(page, email, password)
    show_password(page, password)
    secret = page.locator(".codes").inner_text()
    assert re.fullmatch("[A-Z2-7]{32}", secret)
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery_code = page.locator(".codes--list li").first.inner_text()

    for code in (code_of(secret, steps=1), recovery_code):
        page = open_page()
        log_in_with_code(page, email, password, code)
        expect(page).to_have_url(re.compile(r"/en/me/$"))

    page = open_page()
    log_in_with_code(page, email, password, recovery_code)
    expect(page.locator(".field__error")).to_be_visible()


def test_u16_passkey_is_made_and_logs_in_alone(open_page, stoa, member_of):
    email, password = member_of("cleo")
    page = open_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    # Passkeys belong to a name; a number is none.
    site = f"http://localhost:{urlsplit(stoa.url).port}"

    page.goto(f"{site}/en/account/login/?next=/en/account/2fa/webauthn/add/")
    type_log_in(page, email, password)
    show_password(page, password)
    page.get_by_label("Name").fill("My telephone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{site}/en/account/2fa/")
    expect(page.get_by_role("region", name="Passkeys")).to_contain_text("My telephone")

    # A fragment that is on its way would bring the session back.
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    page.goto(f"{site}/en/account/login/?next=/en/blog/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(f"{site}/en/blog/")
    expect(page.locator("#account-menu summary")).to_contain_text("Cleo")
