"""Bodies are rendered when they are published, and again when something they show changes."""

import io

import pytest
from django.core.management import call_command
from taggit.models import Tag
from wagtail.rich_text import RichText

from blog.models import BlogPostPage
from conftest import publish
from stoa.core import cooking

pytestmark = pytest.mark.django_db


@pytest.fixture
def stale(make_post):
    """A published post whose stored body is of another renderer."""
    post = make_post("Old", slug="old", body=[("rich_text", "<p>Right</p>")])
    BlogPostPage.objects.filter(pk=post.pk).update(body_html="<p>Wrong</p>", cooked_version="old")
    return post


def cook_bodies(**options):
    """What the command says."""
    output = io.StringIO()
    call_command("cook_bodies", stdout=output, **options)
    return output.getvalue()


def test_stored_body_of_every_block_equals_a_fresh_one(make_post, every_block):
    post = BlogPostPage.objects.get(pk=make_post("Cooked", body=every_block).pk)

    fresh = cooking.render_body(post)

    assert [block.block_type for block in post.body] == [name for name, _value in every_block]
    assert (post.body_html, post.cooked["contents"]) == fresh
    assert post.cooked_version == cooking.version()


def test_body_of_another_renderer_is_rendered_and_cooked_in_the_sweep(client, stale):
    assert "Right" in client.get("/en/blog/old/").text
    assert list(cooking.cook_stale()) == [stale]

    stale.refresh_from_db()
    assert "Right" in stale.body_html
    assert not list(cooking.cook_stale())


def test_renamed_category_is_cooked_again(client, make_post, make_category, django_capture_on_commit_callbacks):
    category = make_category("Old name")
    post = make_post("Filed", slug="filed", categories=[category])
    assert "Old name" in client.get("/en/blog/filed/").text

    with django_capture_on_commit_callbacks(execute=True):
        category.name = "New name"
        category.save()

    assert "New name" in client.get("/en/blog/filed/").text
    post.refresh_from_db()
    assert post.cooked["categories"][0]["name"] == "New name"


def test_cook_bodies_cooks_every_live_page(make_post, blog, stale):
    fresh = make_post("Fresh", body=[("rich_text", "<p>Text</p>")])
    BlogPostPage.objects.filter(pk=fresh.pk).update(body_html="<p>Wrong</p>")
    blog.add_child(instance=BlogPostPage(title="A draft", live=False))

    assert cook_bodies() == "Cooked 2 pages.\n"

    bodies = BlogPostPage.objects.order_by("pk").values_list("title", "cooked_version")
    assert list(bodies) == [("Old", cooking.version()), ("Fresh", cooking.version()), ("A draft", "")]
    assert not BlogPostPage.objects.filter(body_html__contains="Wrong").exists()


def test_cook_bodies_stale_leaves_what_is_fresh(make_post, stale):
    fresh = make_post("Fresh", body=[("rich_text", "<p>Text</p>")])
    BlogPostPage.objects.filter(pk=fresh.pk).update(body_html="<p>Left alone</p>")

    assert cook_bodies(stale=True) == "Cooked 1 pages.\n"

    assert list(BlogPostPage.objects.order_by("pk").values_list("body_html", flat=True)) == [
        cooking.render_body(stale).html,
        "<p>Left alone</p>",
    ]


def test_body_that_cannot_be_cooked_keeps_no_other_waiting(make_post, stale, caplog):
    broken = make_post("Broken")
    BlogPostPage.objects.filter(pk=broken.pk).update(body='[{"type": "heading", "value": 5}]', cooked_version="old")

    assert list(cooking.cook_stale()) == [stale]

    assert f"Page {broken.pk} could not be cooked" in caplog.text
    assert not list(cooking.cook_stale())


def test_callout_without_a_title_says_its_kind(client, make_post):
    make_post(slug="gap", body=[("callout", {"kind": "warning", "title": "", "text": RichText("<p>Mind it.</p>")})])

    assert '<aside class="callout callout--warning" aria-label="Warning">' in client.get("/en/blog/gap/").text


def test_post_that_cannot_be_cooked_is_published_and_tried_again(client, make_post, caplog):
    make_post("Fine", slug="fine")
    broken = make_post("Broken", slug="broken", tags=["steel"])
    Tag.objects.update(slug="")

    publish(broken)

    assert f"Page {broken.pk} cannot be filed" in caplog.text
    assert f"Page {broken.pk} could not be cooked" in caplog.text
    assert (broken.live, broken.cooked_version) == (True, "")
    assert list(cooking.stale(BlogPostPage)) == [broken]
    for name in ("", "atom/", "json/"):
        feed = client.get(f"/en/blog/feed/{name}")
        assert (feed.status_code, "/blog/fine/" in feed.text, "/blog/broken/" in feed.text) == (200, True, False)
    others = ["/en/", "/en/blog/", "/en/blog/fine/", "/sitemap.xml", "/sitemap-en-1.xml"]
    assert [client.get(address).status_code for address in others] == [200] * len(others)
    assert f"Post {broken.pk} is left out of a feed" in caplog.text
