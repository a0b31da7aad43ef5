import re

from playwright.sync_api import expect

MEMBER = "member@stoa.example"


def log_in(page):
    page.get_by_label("E-mail address").fill(MEMBER)
    page.get_by_label("Password", exact=True).fill("stoa-demo")
    page.get_by_role("button", name="Log in", exact=True).click()


def test_u01_member_logs_in_where_they_read_and_out_again(open_page):
    page = open_page()
    page.goto("/en/blog/")
    link = page.locator("#account-menu").get_by_role("link", name="Log in")
    expect(link).to_have_attribute("href", re.compile(r"next=/en/blog/$"))
    link.click()
    expect(page).to_have_url(re.compile(r"next=/en/blog/$"))
    log_in(page)

    expect(page).to_have_url(re.compile(r"/en/blog/$"))
    message = page.locator(".message", has_text="You are logged in.")
    expect(message).to_be_visible()
    message.get_by_role("button", name="Close").click()
    expect(message).to_have_count(0)

    page.reload()
    expect(page.locator("#account-menu summary")).to_be_visible()
    expect(page.locator(".message")).to_have_count(0)
    page.locator("#account-menu summary").press("Enter")
    page.get_by_role("button", name="Log out").click()

    expect(page).to_have_url(re.compile(r"/en/blog/$"))
    expect(page.locator("#account-menu").get_by_role("link", name="Log in")).to_be_visible()


def test_u01_without_javascript_everything_is_a_plain_link(open_page):
    page = open_page(javascript=False)
    page.goto("/en/blog/")
    page.get_by_role("banner").get_by_role("link", name="Log in").click()
    log_in(page)
    page.goto("/en/blog/")
    page.get_by_role("banner").get_by_role("link", name="Log in").click()

    expect(page).to_have_url(re.compile(r"/en/account/profile/$"))
    page.get_by_role("link", name="Log out").click()
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.goto("/en/account/profile/")
    expect(page).to_have_url(re.compile(r"/en/account/login/"))


def test_editors_bar_leads_to_the_editor(open_page):
    page = open_page(account="editor")
    page.goto("/en/blog/")

    page.get_by_role("navigation", name="Editing").get_by_role("link", name="Edit this page").click()

    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
