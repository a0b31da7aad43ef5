"""Likes in place and without JavaScript; the ranking of what was seen."""

import re

from playwright.sync_api import expect

ALL = "/en/bookmarks/"
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


def first_bookmark(page):
    page.goto(ALL)
    return page.locator(".bookmark-card__title a").last.get_attribute("href")


def number(page):
    return int(re.search(r"\d+", page.locator(".like__number").inner_text())[0])


def test_c11_like_in_place_and_back(open_page):
    page = open_page(account="member")
    address = first_bookmark(page)
    page.goto(address)
    place = page.locator(".like")
    expect(place.get_by_role("button")).to_be_visible()
    if place.get_by_role("button", name="Liked").count():
        place.get_by_role("button").click()
        expect(place.get_by_role("button", name="Like", exact=True)).to_be_visible()
    before = number(page)

    place.get_by_role("button").press("Enter")
    expect(place.get_by_role("button", name="Liked")).to_have_attribute("aria-pressed", "true")
    expect(place.get_by_role("button")).to_be_focused()
    assert number(page) == before + 1
    page.reload()
    expect(place.get_by_role("button", name="Liked")).to_be_visible()
    page.locator(".like__number").click()
    expect(page.get_by_role("main").get_by_role("link", name="Rosa Field", exact=True)).to_be_visible()

    page.goto(address)
    place.get_by_role("button", name="Liked").click()
    expect(place.get_by_role("button", name="Like", exact=True)).to_be_visible()
    assert number(page) == before


def test_c11_like_without_javascript(open_page):
    page = open_page(javascript=False, account="admin")
    address = first_bookmark(page)
    page.goto(address)
    before = number(page)

    page.get_by_role("link", name="Like", exact=True).click()
    page.get_by_role("button", name="Like", exact=True).click()

    assert page.url.endswith(address)
    assert number(page) == before + 1


def test_c14_what_people_look_at_rises_in_the_ranking(open_page):
    page = open_page(browser_name=READER)
    page.goto("/en/bookmarks/ranking/?days=30")
    address = page.locator(".board a[href*='/bookmarks/']").first.get_attribute("href")
    robot = open_page()
    robot.goto(address)
    robot.wait_for_load_state("networkidle")
    for _time in range(2):
        with page.expect_response(re.compile("/seen/")):
            page.goto(address)
    title = page.get_by_role("heading", level=1).inner_text()

    page.goto("/en/bookmarks/ranking/?days=7")
    page.get_by_role("link", name="This month").click()

    board = page.locator(".board", has=page.get_by_role("link", name=title))
    expect(board.locator(".board__number").first).to_be_visible()
    seen = [int(re.search(r"\d+", text)[0]) for text in board.locator(".board__number").all_inner_texts()]
    assert seen == sorted(seen, reverse=True)
    assert 0 < len(seen) <= 10
