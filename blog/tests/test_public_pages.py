"""Public pages: the same for everyone, kept whole, purged exactly, and cheap."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.models import PageViewRestriction

from blog.models import Category
from stoa.core import pagecache, routing
from stoa.core.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept_pages(settings, monkeypatch):
    """The page cache on; purges take effect at once, for the test's transaction is never committed."""
    settings.PAGE_CACHE_SECONDS = 300
    monkeypatch.setattr(pagecache.transaction, "on_commit", lambda function, **options: function())
    monkeypatch.setattr(pagecache, "CLOCK_SKEW_SECONDS", 0)


@pytest.fixture
def posts(make_post):
    """Five posts, the oldest first; the first two share a tag."""
    tags = [["a"], ["a"], ["b"], ["c"], ["d"]]
    return [make_post(f"Post {number}", slug=f"post-{number}", tags=names) for number, names in enumerate(tags)]


def _is_kept(address: str) -> bool:
    return any(key[2] == address for key in pagecache.store._pages)


def _visit(client, *addresses: str) -> None:
    for address in addresses:
        assert client.get(address).status_code == 200


def test_second_answer_is_kept_and_the_same(client, posts, kept_pages):
    first = client.get("/en/blog/post-0/")

    with CaptureQueriesContext(connection) as queries:
        second = client.get("/en/blog/post-0/", headers={"cookie": "sessionid=anything"})

    assert len(queries) == 0
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=300"


def test_reader_who_has_the_page_gets_304(client, posts, kept_pages):
    etag = client.get("/en/blog/post-0/")["ETag"]

    for _kept in (True, False):
        answer = client.get("/en/blog/post-0/", headers={"if-none-match": etag})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
        pagecache.store.clear()


def test_kept_page_goes_out_gzipped_to_who_takes_it(client, posts, kept_pages):
    plain = client.get("/en/blog/post-0/")
    zipped = client.get("/en/blog/post-0/", headers={"accept-encoding": "br, gzip"})

    assert zipped["Content-Encoding"] == "gzip"
    assert len(zipped.content) < len(plain.content)
    assert "Accept-Encoding" in zipped["Vary"]


def test_unknown_parameters_are_not_kept_and_campaigns_share_the_page(client, posts, kept_pages):
    client.get("/en/blog/?utm_source=letter")
    client.get("/en/blog/?anything=1")
    assert len(pagecache.store) == 0

    client.get("/en/blog/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/blog/?utm_source=letter")

    assert len(queries) == 0


def test_publishing_purges_exactly_what_shows_the_post(client, posts, kept_pages):
    everywhere = ["/en/blog/", "/en/blog/tag/a/", *(f"/en/blog/post-{number}/" for number in range(5))]
    _visit(client, *everywhere)

    post = posts[0]
    post.title = "Another title"
    post.save_revision().publish()

    kept = {address for address in everywhere if _is_kept(address)}
    # Post 1 stands after it, and is similar to it; the others do not name it.
    assert kept == {"/en/blog/post-2/", "/en/blog/post-3/", "/en/blog/post-4/"}
    assert "Another title" in client.get("/en/blog/").text


def test_new_post_purges_lists_and_neighbours_only(client, posts, make_post, kept_pages):
    everywhere = ["/en/blog/", *(f"/en/blog/post-{number}/" for number in range(5))]
    _visit(client, *everywhere)

    make_post("New", tags=["z"])

    kept = {address for address in everywhere if _is_kept(address)}
    assert kept == {f"/en/blog/post-{number}/" for number in range(4)}


@pytest.mark.parametrize("change", ["unpublish", "delete"])
def test_post_that_goes_is_purged(client, posts, kept_pages, change):
    _visit(client, "/en/blog/", "/en/blog/post-0/", "/en/blog/post-1/", "/en/blog/post-4/")

    getattr(posts[0], change)()

    assert _is_kept("/en/blog/post-4/")
    assert client.get("/en/blog/post-0/").status_code == 404
    assert "Post 0" not in client.get("/en/blog/").text
    assert "Post 0" not in client.get("/en/blog/post-1/").text


def test_settings_purge_every_page(client, posts, site, kept_pages):
    _visit(client, "/en/", "/en/blog/")

    row = SiteSettings.for_site(site)
    row.site_name = "Another name"
    row.save()

    assert len(pagecache.store) == 0
    assert "Another name" in client.get("/en/").text


def test_restriction_purges_and_the_page_is_never_kept(client, posts, kept_pages, django_user_model):
    _visit(client, "/en/blog/post-0/")

    PageViewRestriction.objects.create(page=posts[0], restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/en/blog/post-0/").status_code == 302
    client.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))
    assert "no-store" in client.get("/en/blog/post-0/")["Cache-Control"]
    assert Client().get("/en/blog/post-0/").status_code == 302
    assert "Post 0" not in client.get("/en/blog/").text


def test_purge_elsewhere_is_heard_of(client, posts, kept_pages, monkeypatch):
    _visit(client, "/en/blog/")
    _visit(client, "/en/blog/")
    kept = next(iter(pagecache.store._pages.values()))
    assert pagecache.is_fresh(kept)

    monkeypatch.setattr(pagecache.store, "drop", lambda tags: None)
    pagecache.purge(pagecache.page_tag(posts[0]))

    assert not pagecache.is_fresh(kept)


def test_draft_preview_is_not_answered_from_the_kept_page(client, posts, kept_pages):
    _visit(client, "/en/blog/post-0/")
    draft = posts[0]
    draft.title = "Only a draft"

    answer = draft.make_preview_request(preview_mode="")

    assert "Only a draft" in answer.text
    assert "Only a draft" not in client.get("/en/blog/post-0/").text


def test_moved_page_is_linked_at_its_new_address(client, make_post, kept_pages):
    target = make_post("Target", slug="target")
    link = f'<p><a linktype="page" id="{target.pk}">see</a></p>'
    make_post("Linking", slug="linking", body=[("rich_text", link)])
    assert "/en/blog/target/" in client.get("/en/blog/linking/").text

    target.slug = "moved"
    target.save_revision().publish()

    assert 'href="/en/blog/moved/"' in client.get("/en/blog/linking/").text


def _visitors(django_user_model):
    member, editor = (
        django_user_model.objects.create_user(email=f"{name}@example.org", password="x") for name in ("m", "e")
    )
    editor.groups.add(*Group.objects.filter(name__in=["Editors", "Moderators"]))
    clients = [Client(), Client(), Client()]
    clients[1].force_login(member)
    clients[2].force_login(editor)
    return clients


def test_public_pages_are_the_same_for_everyone(posts, english, django_user_model):
    category = Category.objects.create(name="Kind", slug="kind", locale=english)
    posts[0].categories.add(category)
    posts[0].save_revision().publish()
    Tag.objects.get(name="a")
    lists = ["", "tag/a/", "category/kind/", f"{posts[0].published_at.year}/", "feed/", "feed/atom/", "feed/json/"]
    addresses = ["/en/", *(f"/en/blog/{part}" for part in lists), *(post.url for post in posts)]
    visitors = _visitors(django_user_model)

    for address in addresses:
        answers = [visitor.get(address) for visitor in visitors]

        assert {answer.status_code for answer in answers} == {200}, address
        assert len({answer.content for answer in answers}) == 1, address
        for answer in answers:
            assert not answer.cookies, address
            assert "cookie" not in answer.get("Vary", "").lower(), address
            assert "csrfmiddlewaretoken" not in answer.text, address
            assert "private" not in answer.get("Cache-Control", ""), address


@pytest.mark.parametrize("path", ["/en/blog/", "/en/blog/post-2/"])
def test_queries_do_not_grow_with_the_blog(client, posts, make_post, path):
    def count() -> tuple[int, int]:
        client.get(path)
        pagecache.forget_all()
        routing._ways.clear()
        with CaptureQueriesContext(connection) as cold:
            client.get(path)
        with CaptureQueriesContext(connection) as warm:
            client.get(path)
        return len(cold), len(warm)

    few = count()
    for number in range(15):
        make_post(f"More {number}", tags=["a", "b"])
    many = count()

    assert few == many
    assert many[0] <= 20
    assert many[1] <= 12
