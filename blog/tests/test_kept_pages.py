"""Public pages are kept whole and purged exactly."""

import time
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from blog.models import BlogIndexPage
from conftest import add_live
from stoa.core import pagecache
from stoa.core.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 300


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """with committed(): what is written inside takes effect as it does at a commit."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def posts(make_post):
    """Five posts, the oldest first; the first two share a tag."""
    tags = [["a"], ["a"], ["b"], ["c"], ["d"]]
    return [make_post(f"Post {number}", slug=f"post-{number}", tags=names) for number, names in enumerate(tags)]


def _kept(address):
    return pagecache.store.get(("http", "testserver", address, ""))


def _visit(client, *addresses):
    for address in addresses:
        assert client.get(address).status_code == 200


def test_second_answer_is_kept_and_the_same(client, posts):
    first = client.get("/en/blog/post-0/")

    with CaptureQueriesContext(connection) as queries:
        second = client.get("/en/blog/post-0/", headers={"cookie": "sessionid=anything"})

    assert len(queries) == 0
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=300"


def test_reader_who_has_the_page_gets_304(client, posts):
    etag = client.get("/en/blog/post-0/")["ETag"]

    for _kept in (True, False):
        answer = client.get("/en/blog/post-0/", headers={"if-none-match": etag})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
        pagecache.store.clear()


def test_kept_page_goes_out_gzipped_to_who_takes_it(client, posts):
    plain = client.get("/en/blog/post-0/")
    zipped = client.get("/en/blog/post-0/", headers={"accept-encoding": "br, gzip"})

    assert zipped["Content-Encoding"] == "gzip"
    assert len(zipped.content) < len(plain.content)
    assert "Accept-Encoding" in zipped["Vary"]


def test_unknown_parameters_are_not_kept_and_campaigns_share_the_page(client, posts):
    client.get("/en/blog/?utm_source=letter")
    client.get("/en/blog/?anything=1")
    assert len(pagecache.store) == 0

    client.get("/en/blog/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/blog/?utm_source=letter")

    assert len(queries) == 0


def test_publishing_purges_exactly_what_shows_the_post(client, posts, committed):
    everywhere = ["/en/blog/", "/en/blog/tag/a/", *(f"/en/blog/post-{number}/" for number in range(5))]
    _visit(client, *everywhere)

    post = posts[0]
    post.title = "Another title"
    with committed():
        post.save_revision().publish()

    kept = {address for address in everywhere if _kept(address)}
    # Post 1 stands after it, and is similar to it; the others do not name it.
    assert kept == {"/en/blog/post-2/", "/en/blog/post-3/", "/en/blog/post-4/"}
    assert "Another title" in client.get("/en/blog/").text


def test_new_post_purges_lists_and_neighbours_only(client, posts, make_post, committed):
    everywhere = ["/en/blog/", *(f"/en/blog/post-{number}/" for number in range(5))]
    _visit(client, *everywhere)

    with committed():
        make_post("New", tags=["z"])

    kept = {address for address in everywhere if _kept(address)}
    assert kept == {f"/en/blog/post-{number}/" for number in range(4)}


def test_translation_that_comes_or_goes_purges_its_siblings_only(client, posts, committed):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    copy = posts[0].copy_for_translation(spanish, copy_parents=True)
    addresses = ["/en/blog/post-0/", "/en/blog/post-4/"]
    kept = []

    for change in (lambda: copy.save_revision().publish(), lambda: Page.objects.get(pk=copy.pk).unpublish()):
        _visit(client, *addresses)
        with committed():
            change()
        kept.append([bool(_kept(address)) for address in addresses])

    assert kept == [[False, True], [False, True]]


def test_translation_at_another_address_purges_its_siblings(client, posts, committed):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    copy = posts[0].copy_for_translation(spanish, copy_parents=True)
    copy.save_revision().publish()
    _visit(client, "/en/blog/post-0/")

    copy = type(copy).objects.get(pk=copy.pk)
    copy.slug = "otra"
    with committed():
        copy.save_revision().publish()

    assert not _kept("/en/blog/post-0/")


@pytest.mark.parametrize("change", ["unpublish", "delete"])
def test_post_that_goes_is_purged(client, posts, change, committed):
    _visit(client, "/en/blog/", "/en/blog/post-0/", "/en/blog/post-1/", "/en/blog/post-4/")

    with committed():
        getattr(posts[0], change)()

    assert _kept("/en/blog/post-4/")
    assert client.get("/en/blog/post-0/").status_code == 404
    assert "Post 0" not in client.get("/en/blog/").text
    assert "Post 0" not in client.get("/en/blog/post-1/").text


def test_settings_purge_every_page(client, posts, site, committed):
    _visit(client, "/en/", "/en/blog/")

    row = SiteSettings.for_site(site)
    row.site_name = "Another name"
    with committed():
        row.save()

    assert len(pagecache.store) == 0
    assert "Another name" in client.get("/en/").text


def test_restriction_purges_and_the_page_is_never_kept(client, posts, django_user_model, committed):
    _visit(client, "/en/blog/post-0/")

    with committed():
        PageViewRestriction.objects.create(page=posts[0], restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/en/blog/post-0/").status_code == 302
    client.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))
    assert "no-store" in client.get("/en/blog/post-0/")["Cache-Control"]
    assert Client().get("/en/blog/post-0/").status_code == 302
    assert "Post 0" not in client.get("/en/blog/").text


def test_purge_elsewhere_is_heard_of(client, posts, committed):
    _visit(client, "/en/blog/")
    kept = _kept("/en/blog/")
    assert pagecache.is_fresh(kept)

    with committed():
        pagecache.purge(pagecache.page_tag(posts[0]))

    # Another process would still have it.
    assert not _kept("/en/blog/")
    assert not pagecache.is_fresh(kept)


@pytest.mark.parametrize(("seconds", "is_fresh"), [(1.4, False), (1.7, True)])
def test_page_made_while_kept_facts_may_be_old_is_made_anew(client, posts, committed, seconds, is_fresh):
    """A process looks once a second whether its facts still hold, and clocks differ by half a second."""
    _visit(client, "/en/blog/")
    kept = _kept("/en/blog/")

    with committed():
        pagecache.purge(pagecache.page_tag(posts[0]))
    kept.made_at = time.time() + seconds

    assert pagecache.is_fresh(kept) == is_fresh


def test_draft_preview_is_not_answered_from_the_kept_page(client, posts):
    _visit(client, "/en/blog/post-0/")
    draft = posts[0]
    draft.title = "Only a draft"

    answer = draft.make_preview_request(preview_mode="")

    assert "Only a draft" in answer.text
    assert "Only a draft" not in client.get("/en/blog/post-0/").text


def test_moved_page_is_linked_at_its_new_address(client, make_post, committed):
    target = make_post("Target", slug="target")
    link = f'<p><a linktype="page" id="{target.pk}">see</a></p>'
    make_post("Linking", slug="linking", body=[("rich_text", link)])
    assert "/en/blog/target/" in client.get("/en/blog/linking/").text

    target.slug = "moved"
    with committed():
        target.save_revision().publish()

    assert 'href="/en/blog/moved/"' in client.get("/en/blog/linking/").text


def test_b16_moving_a_post_purges_its_page_and_both_lists(client, home, posts, committed):
    with committed():
        notes = add_live(home, BlogIndexPage(title="Notes", slug="notes"))
    _visit(client, "/en/blog/", "/en/notes/", "/en/blog/post-0/", "/en/blog/post-1/")

    with committed():
        Page.objects.get(pk=posts[0].pk).move(notes, pos="last-child")

    assert client.get("/en/blog/post-0/").headers["Location"] == "/en/notes/post-0/"
    assert "/en/blog/post-0/" not in client.get("/en/blog/").text + client.get("/en/blog/post-1/").text
    assert 'href="/en/notes/post-0/"' in client.get("/en/notes/").text
