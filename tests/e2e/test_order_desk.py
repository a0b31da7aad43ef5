"""M17–M20: a shop manager finds an order, has it paid, ships it and takes the list home; the buyer reads of it."""

from playwright.sync_api import expect

from tests.e2e.axe import complaints
from tests.e2e.conftest import PHONE
from tests.e2e.letters import link_in

BUYER = "greta.nyman@example.com"


def test_m17_an_order_is_found_paid_shipped_and_exported(open_page, stoa, guard):
    page = open_page(account="shop")
    page.goto("/admin/shop/orders/")
    page.wait_for_load_state("networkidle")
    page.fill("[data-w-swap-src-value] input[name=q]", "greta")
    rows = page.locator("#listing-results tbody tr")
    expect(rows).to_have_count(2)
    page.goto("/admin/shop/orders/?q=greta&state=waiting")
    number = rows.first.locator("a").first.inner_text()
    rows.first.locator("a").first.click()

    page.get_by_text("Mark as paid").first.click()
    page.fill("#reason-paid", "Seen on the account")
    page.get_by_role("button", name="Mark as paid").click()
    expect(page.locator(".order-head")).to_contain_text("Paid")
    page.locator("summary", has_text="Ship").click()
    page.fill("#carrier", "Posti")
    page.fill("#tracking_number", "FI-77")
    page.get_by_role("button", name="Ship").click()

    history = page.locator(".order-history")
    expect(history).to_contain_text("Shipped")
    expect(history).to_contain_text("Seen on the account")
    expect(history).to_contain_text("Vera Dobreva")
    page.goto("/admin/shop/orders/?q=greta&state=shipped")
    page.get_by_role("button", name="Actions").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download orders (CSV)").click()
    assert number in download.value.path().read_text("utf-8-sig")

    page.locator("input[name=order]").first.check()
    with page.expect_popup() as slips:
        page.get_by_role("button", name="Packing slips").click()
    expect(slips.value.locator("article.sheet")).to_contain_text(number)
    assert "€" not in slips.value.inner_text("main")

    [letter] = stoa.letters(to=BUYER, holding="FI-77")
    buyer = open_page(width=PHONE)
    buyer.goto(link_in(letter))
    expect(buyer.locator(".order__parcels")).to_contain_text("FI-77")
    assert complaints(buyer) == []
    assert buyer.evaluate("document.documentElement.scrollWidth") == PHONE


def test_m20_ones_own_orders_have_no_barriers(open_page):
    page = open_page(account="member")

    page.goto("/en/orders/")
    listed = complaints(page)
    page.locator(".setting__item a").first.click()

    assert (listed, complaints(page)) == ([], [])
    expect(page.get_by_role("link", name="All your orders")).to_be_visible()


def test_m17_sales_are_drawn_and_told(open_page):
    page = open_page(account="shop")

    page.goto("/admin/shop/sales/?days=365")
    page.get_by_text("The same as a table").click()

    assert page.locator("svg.sales-chart rect").count() >= 12
    expect(page.locator("svg.sales-chart")).to_have_attribute(
        "aria-label", "Revenue in EUR; the table below says the same."
    )
    expect(page.get_by_role("row", name="Paring chisel").first).to_be_visible()
