import gzip

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import DESKTOP, PHONE

POST = "post"
ADDRESSES = [
    "/en/",
    "/en/blog/",
    POST,
    "/en/about/",
    "/en/contact/",
    "/en/account/login/",
    "/styleguide/",
    "/bg/blog/",
    "/en/people/",
    "/en/people/mara/",
]
PICTURES = "/en/blog/the-drawer-of-rejected-covers/"
KILOBYTES_OF_A_PAGE, KILOBYTES_OF_A_POST, REQUESTS_OF_A_PAGE = 60, 35, 8
# Chromium's layout-shift score; Google calls up to 0.1 good, we want none.
LARGEST_SHIFT = 0.01
WATCH_SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
"""


def visit(page: Page, address: str) -> None:
    """Open an address; "post" is the newest post of the blog."""
    if address == POST:
        page.goto("/en/blog/")
        address = page.locator("main article h3 a").first.get_attribute("href")
    page.goto(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_in_either_scheme(page, address):
    visit(page, address)

    assert complaints(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_on_a_phone_has_one_first_heading_and_no_sideways_scroll(open_page, address):
    page = open_page(width=PHONE)

    visit(page, address)

    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_skip_link_is_first_and_leads_to_the_content(page):
    page.goto("/en/blog/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_phone_menu_opens_and_closes_by_keyboard(open_page):
    page = open_page(width=PHONE)
    page.goto("/en/")
    link = page.locator(".site-menu__links a").first
    expect(link).to_be_hidden()

    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")

    expect(link).to_be_hidden()
    expect(page.locator(".menu-button")).to_be_focused()


def test_language_menu_closes_on_escape(page):
    page.goto("/en/")
    page.locator(".language-menu summary").click()
    expect(page.locator(".language-menu .dropdown__list")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator(".language-menu .dropdown__list")).to_be_hidden()


def test_language_menu_closes_when_the_focus_goes_on(page):
    page.goto("/en/")
    page.locator(".language-menu summary").press("Enter")
    expect(page.locator(".language-menu .dropdown__list")).to_be_visible()

    page.locator("[data-theme-switch]").focus()

    expect(page.locator(".language-menu .dropdown__list")).to_be_hidden()


def test_chosen_scheme_stays_and_is_there_before_the_first_paint(page):
    page.goto("/en/")
    page.locator("[data-theme-switch]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.goto("/en/blog/", wait_until="commit")
    # The script that sets it stands before the body, so no body exists without it.
    at_body = page.evaluate(
        """() => new Promise((tell) => {
          const look = () => document.body ? tell(document.documentElement.dataset.theme) : requestAnimationFrame(look);
          look();
        })"""
    )

    assert at_body == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_scheme_switch_back_forgets_the_choice(page):
    page.goto("/en/")
    switch = page.locator("[data-theme-switch]")

    switch.click()
    switch.click()

    assert page.evaluate("localStorage.getItem('theme')") is None
    expect(switch).to_have_attribute("aria-pressed", "false")


def test_page_without_javascript_hides_what_needs_it(open_page):
    page = open_page(javascript=False)

    page.goto("/en/blog/")

    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    expect(page.locator(".site-menu__links a").first).to_be_visible()
    expect(page.locator(".account-menu a").first).to_be_visible()


def test_phone_menu_opens_without_javascript(open_page):
    page = open_page(width=PHONE, javascript=False)
    page.goto("/en/")

    page.locator(".menu-button").click()

    expect(page.locator(".site-menu__links a").first).to_be_visible()


def read_to_the_end(page: Page) -> None:
    """Scroll through the page as a reader does; what comes on the way is loaded."""
    for place in range(0, page.evaluate("document.documentElement.scrollHeight"), 700):
        page.evaluate("place => window.scrollTo(0, place)", place)
        page.wait_for_timeout(20)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("address", "kilobytes"),
    [
        ("/en/", KILOBYTES_OF_A_PAGE),
        ("/en/blog/", KILOBYTES_OF_A_PAGE),
        ("/en/contact/", KILOBYTES_OF_A_PAGE),
        ("/bg/blog/", KILOBYTES_OF_A_PAGE),
        ("/en/people/mara/", KILOBYTES_OF_A_PAGE),
        ("/en/bookmarks/", KILOBYTES_OF_A_PAGE),
        (PICTURES, KILOBYTES_OF_A_PAGE),
        (POST, KILOBYTES_OF_A_POST),
    ],
)
def test_page_is_light_to_its_end(open_page, address, kilobytes):
    page = open_page(width=DESKTOP)
    visit(page, address)
    sizes = {}

    def weigh(response):
        if response.request.resource_type not in ("image", "font") and response.ok:
            sizes[response.url] = len(gzip.compress(response.body(), 6))

    page.on("response", weigh)
    page.reload()
    read_to_the_end(page)

    assert sum(sizes.values()) <= kilobytes * 1024, sizes
    assert len(sizes) <= REQUESTS_OF_A_PAGE, list(sizes)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", ["/en/", "/en/blog/", POST, PICTURES])
def test_page_does_not_shift_while_it_is_read(open_page, address, width):
    page = open_page(width=width)
    page.add_init_script(WATCH_SHIFTS)

    visit(page, address)
    read_to_the_end(page)

    assert page.evaluate("window.shifts") < LARGEST_SHIFT


@pytest.mark.parametrize(("address", "rows_at_first"), [("/en/activity/", 20), ("/en/bookmarks/", 8)])
def test_list_grows_before_its_end_is_in_sight(page, address, rows_at_first):
    page.add_init_script(WATCH_SHIFTS)
    page.goto(address)
    page.wait_for_load_state("networkidle")

    for place in range(0, 3000, 300):
        page.evaluate("place => window.scrollTo(0, place)", place)
        page.wait_for_timeout(250)
        expect(page.locator(".htmx-request")).to_have_count(0)

    expect(page.locator(".stream__row, .bookmark-card").nth(rows_at_first)).to_be_attached()
    assert page.evaluate("window.shifts") < LARGEST_SHIFT


def test_print_shows_the_text_alone(page):
    visit(page, POST)

    page.emulate_media(media="print")

    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_header_stays_in_one_row_in_every_language(open_page):
    page = open_page(width=1216, account="editor")

    heights = {}
    for language in ("en", "es", "bg"):
        page.goto(f"/{language}/")
        expect(page.locator("#account-menu details")).to_be_attached()
        heights[language] = page.locator(".site-header").bounding_box()["height"]

    assert {language: height for language, height in heights.items() if height > 75} == {}
