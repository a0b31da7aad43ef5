import re

from playwright.sync_api import expect

from tests.e2e.conftest import type_log_in

DEVICES = "/en/account/sessions/"


def log_in(page, email, password):
    page.goto(f"/en/account/login/?next={DEVICES}")
    type_log_in(page, email, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Devices")


def is_out(page):
    page.goto(DEVICES)
    return "/account/login/" in page.url


def test_u13_devices_are_ended_all_others_one_and_by_a_new_password(open_page, member_of):
    email, password = member_of("dora")
    here, there = open_page(), open_page()
    for page in (there, here):
        log_in(page, email, password)
    rows = here.locator(".setting__item")
    expect(rows).to_have_count(2)

    here.get_by_role("button", name="Log out everywhere else").click()
    expect(rows).to_have_count(1)
    assert is_out(there)
    assert not is_out(here)

    log_in(there, email, password)
    here.goto(DEVICES)
    rows.filter(has_not_text="This device").get_by_role("button", name="Log out").click()
    expect(rows).to_have_count(1)
    assert is_out(there)

    log_in(there, email, password)
    here.get_by_role("navigation", name="Account").get_by_role("link", name="Password").click()
    here.get_by_label("Current password").fill(password)
    for label in ("New password", "New password (again)"):
        here.get_by_label(label, exact=True).fill("new staple battery")
    here.get_by_role("button", name="Change the password").click()
    expect(here.locator(".messages")).to_contain_text(re.compile("password", re.IGNORECASE))
    assert is_out(there)
    assert not is_out(here)
