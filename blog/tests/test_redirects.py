import pytest
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogIndexPage
from conftest import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """rename(page, slug): redirects are written when the change is committed."""

    def publish_with(page, slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            return publish(page)

    return publish_with


def where(client, path):
    answer = client.get(path)
    return answer.status_code, answer.get("Location")


def test_changed_slug_redirects(client, rename, make_post):
    rename(make_post("Wood", slug="wood"), "timber")

    assert where(client, "/en/blog/wood/") == (301, "/en/blog/timber/")
    assert where(client, "/en/blog/timber/") == (200, None)


def test_chain_of_slugs_leads_to_the_last_at_once(client, rename, make_post):
    post = make_post("Wood", slug="wood")
    for slug in ("timber", "lumber"):
        rename(post, slug)

    assert where(client, "/en/blog/wood/") == (301, "/en/blog/lumber/")
    assert where(client, "/en/blog/timber/") == (301, "/en/blog/lumber/")


def test_slug_changed_back_makes_no_loop(client, rename, make_post):
    post = make_post("Wood", slug="wood")
    for slug in ("timber", "wood"):
        rename(post, slug)

    assert where(client, "/en/blog/wood/") == (200, None)
    assert where(client, "/en/blog/timber/") == (301, "/en/blog/wood/")


def test_old_address_given_to_another_post_shows_that_post(client, rename, make_post):
    rename(make_post("Wood", slug="wood"), "timber")
    make_post("New wood", slug="wood")

    assert "New wood" in client.get("/en/blog/wood/").text


def test_moved_page_and_what_is_below_redirect(client, rename, home, make_post):
    post = make_post("Wood", slug="wood")
    elsewhere = publish(home.add_child(instance=BlogIndexPage(title="Notes", slug="notes", live=False)))

    post.move(elsewhere, pos="last-child")
    assert where(client, "/en/blog/wood/") == (301, "/en/notes/wood/")

    rename(BlogIndexPage.objects.get(slug="notes"), "journal")
    assert where(client, "/en/notes/wood/") == (301, "/en/journal/wood/")
    assert where(client, "/en/blog/wood/") == (301, "/en/journal/wood/")


def test_each_language_redirects_by_itself(client, rename, make_post, translated, spanish):
    post = make_post("Wood", slug="wood")
    copy = translated(post, spanish, title="Madera", slug="madera")

    rename(copy, "arboles")

    assert where(client, "/es/blog/madera/") == (301, "/es/blog/arboles/")
    assert where(client, "/en/blog/wood/") == (200, None)
    assert Redirect.objects.filter(old_path="/en/blog/wood").count() == 0
