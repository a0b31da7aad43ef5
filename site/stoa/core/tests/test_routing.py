from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from blog.models import BlogPostPage
from home.models import StandardPage
from stoa.core import hidden_slugs, kept, routing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_memory():
    routing.forget()


def _paths():
    return ["", "blog/", "blog/2026/", "blog/2026/5/", "blog/tag/wood/", "blog/a-post/", "about/", "about/us/", "none/"]


@pytest.fixture
def tree(home, make_post):
    make_post("A post", slug="a-post")
    about = home.add_child(instance=StandardPage(title="About", slug="about"))
    about.add_child(instance=StandardPage(title="Us", slug="us"))
    return about


@pytest.fixture
def translated_home(home):
    spanish = home.copy_for_translation(Locale.objects.get_or_create(language_code="es")[0])
    spanish.save_revision().publish()
    return spanish


@pytest.mark.parametrize("path", _paths())
def test_front_routes_as_wagtail_does(rf, tree, path):
    request = rf.get(f"/en/{path}")
    expected = Page.route_for_request(rf.get(f"/en/{path}"), path)

    for _time in range(2):
        result = routing.route(request, path)

        assert (result is None) == (expected is None)
        if expected:
            assert result[0] == expected[0]
            assert type(result[0]) is type(expected[0])
            assert [repr(part) for part in result[1:]] == [repr(part) for part in expected[1:]]


def test_front_finds_a_known_page_in_one_query(rf, tree, django_assert_num_queries):
    routing.route(rf.get("/en/blog/a-post/"), "blog/a-post/")

    with django_assert_num_queries(1):
        page = routing.route(rf.get("/en/blog/a-post/"), "blog/a-post/")[0]

    assert isinstance(page, BlogPostPage)
    assert page.is_open


def test_routes_of_a_blog_come_before_a_post_of_the_same_name(client, make_post):
    Page.objects.filter(pk=make_post("Year").pk).update(slug="2026", url_path="/home/blog/2026/")

    assert client.get("/en/blog/2026/").context["page"].slug == "blog"


def test_slug_that_another_address_hides_is_known(home, blog, translated_home):
    hidden = [(blog, "1984"), (blog, "feed"), (home, "cart"), (home, "people"), (translated_home, "carrito")]
    free = [(blog, "1984-2"), (blog, "tag"), (blog, "cart"), (home, "1984"), (home, "account"), (home, "carrito")]

    assert [hidden_slugs.is_hidden(parent, slug) for parent, slug in hidden] == [True] * len(hidden)
    assert [hidden_slugs.is_hidden(parent, slug) for parent, slug in free] == [False] * len(free)


def test_hidden_page_keeps_no_other_from_being_published_by_the_clock(home):
    soon = timezone.now() + timedelta(minutes=1)
    pages = [StandardPage(title=title, slug=title.lower(), live=False, go_live_at=soon) for title in ("Cart", "Oak")]
    for page in pages:
        home.add_child(instance=page).save_revision().publish()

    with time_machine.travel(soon + timedelta(minutes=1)):
        call_command("publish_scheduled")

    assert StandardPage.objects.get(slug="oak").live


def test_pages_are_not_moved_together_to_where_another_address_hides_one(admin_client, home, tree):
    pages = [tree.add_child(instance=StandardPage(title=title, slug=title.lower())) for title in ("Cart", "Oak")]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    query = urlencode({"id": [page.pk for page in pages]}, doseq=True)

    answer = admin_client.post(f"{address}?{query}", {"chooser": home.pk}, follow=True)

    for page in pages:
        page.refresh_from_db()
    assert [page.url for page in pages] == ["/en/about/cart/", "/en/about/oak/"]
    assert str(hidden_slugs.HIDDEN) in answer.text


def test_page_is_not_moved_to_where_another_address_hides_it(admin_client, home, tree):
    page = tree.add_child(instance=StandardPage(title="Cart", slug="cart"))

    answer = admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]), follow=True)

    page.refresh_from_db()
    assert (page.url, str(hidden_slugs.HIDDEN) in answer.text) == ("/en/about/cart/", True)


def test_slug_made_from_the_title_is_one_that_can_be_reached(client, blog):
    blog.add_child(instance=BlogPostPage(title="1984"))
    blog.add_child(instance=BlogPostPage(title="1984"))

    assert [post.slug for post in BlogPostPage.objects.order_by("pk")] == ["1984-2", "1984-2-2"]
    assert client.get("/en/blog/1984-2/").status_code == 200


def test_moved_page_is_found_at_its_new_address_only(client, tree, home):
    assert client.get("/en/about/us/").status_code == 200

    Page.objects.get(slug="us").move(home, "last-child")

    assert client.get("/en/about/us/").status_code in (301, 404)
    assert client.get("/en/us/").status_code == 200


def test_unpublished_page_is_404(client, tree):
    assert client.get("/en/about/").status_code == 200

    Page.objects.get(slug="about").unpublish()

    assert client.get("/en/about/").status_code == 404


def test_page_of_another_language_is_404(client, tree, home):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    home.copy_for_translation(spanish).save_revision().publish()

    assert client.get("/es/").context["page"].locale == spanish
    assert client.get("/es/about/").status_code == 404


def test_restricted_page_is_for_those_allowed(client, tree, django_user_model):
    PageViewRestriction.objects.create(page=tree, restriction_type=PageViewRestriction.LOGIN)

    answer = client.get("/en/about/us/")
    assert answer.status_code == 302

    client.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))
    answer = client.get("/en/about/us/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_alias_of_a_restricted_page_is_restricted(client, tree, home):
    alias = tree.create_alias(update_slug="elsewhere", parent=home)
    PageViewRestriction.objects.create(page=tree, restriction_type=PageViewRestriction.LOGIN)

    assert alias.live
    assert client.get("/en/elsewhere/").status_code == 302
    assert not StandardPage.objects.visible_to(AnonymousUser()).filter(pk=alias.pk).exists()


def test_each_site_shows_its_own_pages(client, tree, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    other = Page.objects.get(depth=1).add_child(
        instance=StandardPage(title="Other", slug="other", content_type=ContentType.objects.get_for_model(StandardPage))
    )
    Site.objects.create(hostname="other.example", root_page=other)
    kept.forget()

    assert client.get("/en/about/", headers={"host": "other.example"}).status_code == 404
    assert client.get("/en/", headers={"host": "other.example"}).context["page"].title == "Other"
    assert client.get("/en/about/").status_code == 200
