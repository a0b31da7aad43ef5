import re

from playwright.sync_api import expect


def test_editor_logs_in_and_sees_the_dashboard(open_page):
    page = open_page(account="editor")

    page.goto("/admin/")

    expect(page).to_have_url(re.compile(r"/admin/$"))
    expect(page.locator("h1").first).to_be_visible()


def test_editor_opens_the_explorer_and_finds_pages_to_work_on(open_page):
    page = open_page(account="editor")

    page.goto("/admin/pages/")
    expect(page.locator("table.listing tbody tr").first).to_be_visible()
    page.goto("/admin/blog/posts/")
    posts = page.locator("table.listing")
    expect(posts.locator("tbody tr").nth(9)).to_be_visible()
    title = posts.locator("tbody tr a").first.inner_text().strip()
    posts.get_by_role("link", name=title, exact=True).first.click()

    expect(page.locator("#id_title")).to_have_value(title)
    expect(page.get_by_role("button", name="Save draft")).to_be_visible()


def test_editor_writes_and_submits_and_moderator_publishes(open_page, guard):
    # Wagtail saves by itself, and answers so to a post that is not written yet.
    guard.allow("status of 400")
    desk = open_page(account="editor")
    desk.goto("/admin/blog/posts/choose_parent/")
    write_post(desk, title="A journey by hand", heading="What the hand knows")
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Submit to Moderators approval").click()
    expect(desk.locator(".messages")).to_contain_text("has been submitted for moderation")

    chair = open_page(account="moderator")
    chair.goto("/admin/blog/posts/?state=review")
    chair.get_by_role("link", name="A journey by hand").first.click()
    chair.get_by_role("button", name="More actions").click()
    chair.get_by_role("button", name="Approve and Publish").click()
    expect(chair.locator(".messages")).to_contain_text("A journey by hand")

    visitor = open_page()
    visitor.goto("/en/blog/a-journey-by-hand/")
    expect(visitor.get_by_role("heading", name="What the hand knows")).to_be_visible()
    visitor.goto("/en/blog/")
    expect(visitor.get_by_role("link", name="A journey by hand").first).to_be_visible()


def write_post(desk, *, title, heading):
    """Fill in a new post with one heading block and see it in the preview."""
    desk.fill("#id_title", title)
    desk.fill("#id_intro", "Written in a browser.")
    desk.locator("button[title='Insert a block']").first.click()
    desk.get_by_role("option", name="Heading").first.click()
    desk.fill("[name='body-0-value-text']", heading)
    desk.get_by_role("button", name="Toggle preview").click()
    preview = desk.frame_locator("iframe#w-preview-iframe, iframe[title='Preview']").first
    expect(preview.get_by_role("heading", name=heading)).to_be_visible()
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator(".messages")).to_be_visible()


def test_editor_opens_a_table_as_a_grid(open_page):
    page = open_page(account="editor")
    page.goto("/admin/blog/posts/?q=Grey+is+a+colour")
    page.locator("table.listing tbody tr a").first.click()

    expect(page.locator(".handsontable td").first).to_be_visible()
