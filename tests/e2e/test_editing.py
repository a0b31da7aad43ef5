import re

from playwright.sync_api import expect


def test_editor_logs_in_and_sees_the_dashboard(open_page):
    page = open_page(account="editor")

    page.goto("/admin/")

    expect(page).to_have_url(re.compile(r"/admin/$"))
    expect(page.locator("h1").first).to_be_visible()


def test_editor_opens_the_explorer_and_a_post(open_page):
    page = open_page(account="editor")

    page.goto("/admin/reports/")
    page.goto("/admin/pages/")

    expect(page.locator("main")).to_be_visible()
