import json
import zipfile

from playwright.sync_api import expect

from tests.e2e.conftest import type_log_in
from tests.e2e.letters import text_of
from tests.e2e.test_second_factor import show_password


def test_u17_member_takes_the_data_along_leaves_and_comes_back(open_page, stoa, member_of):
    email, password = member_of("eve")
    page = open_page()
    page.goto("/en/account/login/?next=/en/account/my-data/")
    type_log_in(page, email, password)
    page.get_by_role("button", name="Download my data").click()
    with page.expect_download() as downloading:
        show_password(page, password)
    with zipfile.ZipFile(downloading.value.path()) as archive:
        assert archive.testzip() is None
        [account] = json.loads(archive.read("accounts.user.json"))
        assert (account["email"], account["display_name"]) == (email, "Eve")
        assert "account.emailaddress.json" in archive.namelist()

    page.goto("/en/account/my-data/")
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_label("Remove it too").check()
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", name="Your account will be deleted")).to_be_visible()
    assert "/en/account/my-data/delete/" in text_of(stoa.letters(to=email, holding="/my-data/")[-1])

    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_text("Welcome back: your account stays.")).to_be_visible()
    expect(page.get_by_role("link", name="Delete my account")).to_be_visible()
