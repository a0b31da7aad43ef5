import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import PASSWORD, PHONE, type_log_in
from tests.e2e.letters import code_in, link_in


def sign_up(page, email):
    page.get_by_label("Name").fill("Nora Newcomer")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password (again)").fill(PASSWORD)
    # Robots are quicker.
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")


def confirm(page, letter):
    page.goto(link_in(letter))
    page.get_by_role("button", name="Yes, confirm").click()


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "face.png"
    Image.new("RGB", (600, 400), "teal").save(path)
    return path


def test_u03_newcomer_signs_up_confirms_logs_in_and_shows_a_face(open_page, stoa, photo):
    page = open_page()
    page.goto("/en/account/signup/?next=/en/blog/")
    sign_up(page, "nora@example.org")
    confirm(page, stoa.letters(to="nora@example.org")[-1])
    expect(page).to_have_url(re.compile(r"/en/blog/$"))
    expect(page.locator("#account-menu summary")).to_contain_text("Nora Newcomer")

    page = open_page()
    page.goto("/en/account/login/?next=/en/account/profile/")
    type_log_in(page, "Nora@Example.org", PASSWORD)
    expect(page.get_by_label("Handle")).to_have_value("nora-newcomer")
    page.get_by_label("About me").fill("Has just arrived.")
    page.get_by_label("Photo").set_input_files(photo)
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    now = page.get_by_role("img", name="Your photo now")
    assert now.evaluate("async (image) => { await image.decode(); return image.naturalWidth }") == 320
    page.get_by_label("Remove the photo").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    expect(now).to_have_count(0)
    expect(page.get_by_label("About me")).to_have_value("Has just arrived.")


def test_u03_u02_without_javascript_sign_up_reset_and_log_in(open_page, stoa):
    page = open_page(javascript=False, width=PHONE)
    page.goto("/en/account/signup/")
    sign_up(page, "otto@example.org")
    confirm(page, stoa.letters(to="otto@example.org")[-1])
    expect(page).to_have_url(re.compile(r"/en/$"))

    page = open_page(javascript=False, width=PHONE)
    page.goto("/en/account/login/")
    page.get_by_role("link", name="Forgot").click()
    page.get_by_label("E-mail address").fill("otto@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(link_in(stoa.letters(to="otto@example.org", holding="/password/")[-1]))
    for label in ("New password", "New password (again)"):
        page.get_by_label(label, exact=True).fill("new staple battery")
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("main").get_by_role("link", name="Log in").click()
    type_log_in(page, "otto@example.org", "new staple battery")

    expect(page).to_have_url(re.compile(r"/en/me/$"))


def test_u06_member_logs_in_by_a_code_from_the_mail(open_page, stoa, member_of):
    email, _password = member_of("ada")
    page = open_page()
    page.goto("/en/account/login/?next=/en/blog/")
    page.get_by_role("link", name="Get a code by mail").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code")

    page.get_by_label("Code").fill(code_in(stoa.letters(to=email, holding=r"^[A-Z]{4}-[A-Z]{4}$")[-1]))
    page.get_by_role("button", name="Log in").click()

    expect(page.locator("#account-menu summary")).to_contain_text("Ada")


def test_u08_newcomer_comes_by_another_site(open_page, vouching_site):
    page = open_page()
    page.goto("/en/account/login/?next=/en/blog/")
    page.get_by_role("button", name="Go on with Example ID").click()

    expect(page).to_have_url(re.compile(r"/en/blog/$"))
    expect(page.locator("#account-menu summary")).to_contain_text(vouching_site.person["name"])
