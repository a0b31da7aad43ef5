"""The table of contents of a post and the anchors it leads to."""

import re

import pytest
from django.urls import reverse

from blog.models import BlogPostPage
from stoa.core import cooking

pytestmark = pytest.mark.django_db

ADDRESS = "/en/blog/parts/"
BODY = [
    ("heading", {"text": "Setup", "level": "h2"}),
    ("rich_text", "<h2>Setup</h2><p>Text</p><h3>Tools &amp; <b>wood</b></h3>"),
    ("markdown", "# Setup\n\nText\n\n### Tools `wood`\n\n#### Deep"),
    ("heading", {"text": "Comments", "level": "h2"}),
]
PARTS = [
    ("setup", "Setup"),
    ("setup-2", "Setup"),
    ("tools-wood", "Tools &amp; wood"),
    ("setup-3", "Setup"),
    ("tools-wood-2", "Tools wood"),
    ("comments-section", "Comments"),
]


def listed(answer):
    """(anchor, text) of every link in the table of contents."""
    contents = re.search(r"<nav class=\"toc.*?</nav>", answer.text, re.DOTALL)
    return re.findall(r'<a href="#([^"]*)">(.*?)</a>', contents.group()) if contents else []


def anchors(answer):
    """The ids of all headings in the body."""
    return re.findall(
        r'<h[234] id="([^"]+)"', answer.text.partition('<div class="prose')[2].partition('id="comments"')[0]
    )


def test_headings_of_every_kind_of_block_are_listed(client, make_post):
    make_post("Parts", slug="parts", body=BODY)

    answer = client.get(ADDRESS)

    assert listed(answer) == PARTS
    assert [anchor for anchor in anchors(answer) if anchor != "deep"] == [anchor for anchor, _text in PARTS]


def test_anchors_are_the_same_cooked_and_live(client, make_post):
    make_post("Parts", slug="parts", body=BODY)
    cooked = client.get(ADDRESS)
    BlogPostPage.objects.update(body_html="<p>Wrong</p>", cooked={}, cooked_version="old")

    live = client.get(ADDRESS)

    assert (listed(live), anchors(live)) == (listed(cooked), anchors(cooked))


def test_no_two_things_on_a_page_share_an_id(client, make_post):
    post = make_post("Parts", slug="parts", body=BODY)
    ids = re.findall(r'\sid="([^"]+)"', client.get(ADDRESS).text)
    post.body = [("heading", {"text": name, "level": "h2"}) for name in ids]
    post.save_revision().publish()

    found = re.findall(r'\sid="([^"]+)"', client.get(ADDRESS).text)

    assert sorted(found) == sorted(set(found))


def test_short_post_has_no_contents(client, make_post):
    make_post("Parts", slug="parts", body=BODY[:1])

    assert listed(client.get(ADDRESS)) == []


def test_preview_lists_the_draft(client, admin_client, make_post):
    post = make_post("Parts", slug="parts", body=BODY)
    post.body = [("heading", {"text": text, "level": "h2"}) for text in ("New one", "New two", "New three")]
    post.save_revision()

    preview = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[post.pk]))

    assert [text for _anchor, text in listed(preview)] == ["New one", "New two", "New three"]
    assert listed(client.get(ADDRESS)) == PARTS


def test_preview_tells_how_long_the_draft_takes_to_read(admin_client, make_post):
    post = make_post("Long", body=[("rich_text", "<p>Short</p>")])
    post.body = [("rich_text", f"<p>{'word ' * 10 * cooking.WORDS_A_MINUTE}</p>")]
    post.save_revision()

    preview = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[post.pk]))

    assert "10 min" in preview.text
