"""Addresses: new slugs, and where old ones lead."""

from wagtail.models import Page

from blog.models import BlogPostPage
from blog.tests.wordpress import files
from blog.tests.wordpress.files import WHOLE
from home.models import StandardPage


def test_old_addresses_lead_to_new_ones(load, client):
    load(*WHOLE, files.item(20, "Moved", "x", files.meta("_wp_old_slug", "was-here"), name="moved"))

    for old, new in {
        "/2020/post-10/": "/en/blog/post-10/",
        "/one/two/": "/en/level-1/level-2/",
        "/category/parent/child/": "/en/blog/category/child/",
        "/tag/red/": "/en/blog/tag/red/",
        "/feed/": "/en/blog/feed/",
        "/author/ann/": "/en/blog/author/ann/",
        "/2020/was-here/": "/en/blog/moved/",
    }.items():
        response = client.get(old)
        assert (response.status_code, response.headers.get("Location")) == (301, new)


def test_changed_slug_moves_the_page_and_the_old_address_follows(load, client, django_capture_on_commit_callbacks):
    load(files.item(1, "T", "x", name="old"))
    with django_capture_on_commit_callbacks(execute=True):
        load(files.item(1, "T", "x", name="new"))

    assert BlogPostPage.objects.get().slug == "new"
    assert client.get("/en/blog/old/").headers["Location"] == "/en/blog/new/"


def test_slugs_that_are_taken_or_mean_something_else(load, home, client):
    report = load(
        files.item(1, "A", "x", name="same"),
        files.item(2, "B", "x", name="same"),
        files.item(3, "Year", "x", name="2019"),
        files.item(4, "Greek", "x", name="%ce%b5%cf%80%ce%af"),
        files.item(5, "Only a title", "x", name=""),
        files.item(6, "!!!", "x", name=""),
        files.item(7, "The blog", "x", type="page", name="blog"),
        files.item(8, "Mine", "x", type="page", name="account"),
    )

    slugs = list(BlogPostPage.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["same", "same-2", "2019-2", "επί", "only-a-title", "post-6"]
    assert [page.slug for page in StandardPage.objects.order_by("pk")] == ["blog-2", "account"]
    assert "2019 became 2019-2" in report
    for page in Page.objects.type(BlogPostPage, StandardPage):
        assert client.get(page.url).status_code == 200
