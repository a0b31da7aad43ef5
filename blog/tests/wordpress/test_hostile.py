"""Exports made to break the import: numbers that no database holds, wherever one is read."""

import pytest

from blog.models import BlogPostPage
from blog.tests.wordpress import files
from community.comments.models import Comment

ABSURD = ["9" * 5000, "9" * 25, "²", "٣"]


@pytest.mark.parametrize("number", ABSURD)
def test_item_without_a_usable_number_is_left_out_and_reported(load, number):
    odd = files.item(7, "Odd", "x").replace(">7</wp:post_id>", f">{number}</wp:post_id>")

    report = load(odd, odd, files.item(8, "Fine", "x"))

    assert [post.title for post in BlogPostPage.objects.all()] == ["Fine"]
    assert "left out: item without a usable number (2):" in report
    assert "post 0 “Odd”" in report


@pytest.mark.parametrize("number", ABSURD)
def test_comment_without_a_usable_number_is_left_out_and_reported(load, number):
    odd = files.comment(7).replace(">7</wp:comment_id>", f">{number}</wp:comment_id>")

    report = load(files.item(1, "T", "x", odd, odd, files.comment(8, parent=number)))

    assert [comment.parent for comment in Comment.objects.all()] == [None]
    assert "0 by Ann: without a usable number (×2)" in report


@pytest.mark.parametrize("number", ABSURD)
def test_absurd_numbers_in_a_body_and_beside_it_lead_nowhere(load, number):
    body = (
        f'<img class="wp-image-{number}" src="https://old.example/a.jpg" alt="A"> <img data-id="{number}">'
        f'<p style="background-image:url(/b.jpg)" class="wp-image-{number}">B</p>'
        f'[gallery ids="{number}"][gallery id="{number}"][playlist ids="{number}"]'
        f'<!-- wp:block {{"ref":{number}}} /--><a href="https://old.example/?p={number}">link</a>'
        f'<table><tr><td colspan="{number}" rowspan="{number}">Cell</td></tr></table>'
        f'<sc-shortcode n="{number}"></sc-shortcode>'
    )
    post = files.item(1, "T", body, files.meta("_thumbnail_id", number), parent=number)
    menu = files.item(
        2,
        "Entry",
        "",
        files.meta("_menu_item_type", "post_type"),
        files.meta("_menu_item_object", "post"),
        files.meta("_menu_item_object_id", number),
        files.meta("_menu_item_menu_item_parent", number),
        files.term("nav_menu", "main", "Main"),
        type="nav_menu_item",
    )

    report = load(post, menu)

    assert BlogPostPage.objects.get().title == "T"
    assert "post: 1 made" in report


@pytest.mark.parametrize("date", ["9999-12-31 23:59:59", "0001-01-01 00:00:00", "9" * 5000, "9998-12-31 23:59:59"])
def test_absurd_dates_stop_nothing(client, load, date):
    load(files.item(1, "T", "x", files.comment(1).replace("2020-02-02 10:00:00", date), date=date, date_gmt=date))

    assert BlogPostPage.objects.get().title == "T"
    assert client.get("/en/blog/").status_code == 200
