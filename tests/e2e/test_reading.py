import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import WIDTHS


@pytest.mark.parametrize("width", WIDTHS)
def test_visitor_reads_from_home_to_post_and_tag(open_page, width):
    page = open_page(width=width)

    page.goto("/")
    expect(page).to_have_url(re.compile(r"/en/$"))
    expect(page.locator("h1")).to_have_count(1)
    page.goto("/en/blog/")
    page.locator("main article :is(h2, h3) a").first.click()
    expect(page.locator("h1")).to_have_count(1)
    title = page.locator("h1").inner_text()
    page.locator("main a[href*='/blog/tag/']").first.click()

    expect(page.locator("main article").filter(has_text=title).first).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["/en/", "/en/blog/"])
def test_page_fits_the_window(open_page, width, address):
    page = open_page(width=width)

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_blog_without_javascript_reads_the_same(open_page):
    page = open_page(javascript=False)

    page.goto("/en/blog/")
    page.locator("main article :is(h2, h3) a").first.click()

    expect(page.locator("main h1")).to_be_visible()
    assert len(page.locator("main").inner_text()) > 1000


@pytest.mark.parametrize("address", ["/en/", "/en/about/", "/es/blog/", "/bg/", "/en/blog/the-chair-that-came-back/"])
def test_page_without_javascript_says_the_same(open_page, address):
    texts = []
    for javascript in (True, False):
        page = open_page(javascript=javascript)
        page.goto(address)
        texts.append(page.locator("main :is(h1, h2, h3, p, figcaption)").all_inner_texts())

    assert texts[0] == texts[1]


def test_missing_page_says_so_in_our_design(page, guard):
    guard.allow("status of 404")

    response = page.goto("/en/no-such-page/")

    assert response.status == 404
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("header a").first).to_be_visible()


@pytest.mark.parametrize("address", ["/es/", "/bg/", "/es/blog/", "/bg/blog/"])
def test_page_in_another_language_carries_its_language(page, address):
    page.goto(address)

    assert page.locator("html").get_attribute("lang") == address[1:3]
