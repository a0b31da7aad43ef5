import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from stoa.core.standing import Given, Standing

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def below(home):
    """below("slug"): a live page of its own below the home page."""
    return lambda slug: Page.objects.get(pk=home.pk).add_child(instance=StandardPage(title=slug, slug=slug))


@pytest.fixture
def built():
    """For whom the query was put together, in order."""
    return []


@pytest.fixture
def named(built):
    """A standing query of the pages with a slug that the viewer may see."""

    def build(viewer):
        built.append(viewer)
        slug = Given("slug", Page._meta.get_field("slug"))
        return StandardPage.objects.visible_to(viewer).filter(slug=slug).only("title", "live")

    return Standing(build)


def test_each_asking_gives_its_own_value(below, named):
    oak, ash = below("oak"), below("ash")

    assert [named.ask(NOBODY, slug=slug) for slug in ("oak", "ash", "elm")] == [[oak], [ash], []]


def test_what_was_not_asked_for_is_read_later(below, named, django_assert_num_queries):
    below("oak")
    [found] = named.ask(NOBODY, slug="oak")

    with django_assert_num_queries(0):
        assert (found.title, found.live) == ("oak", True)
    with django_assert_num_queries(1):
        assert found.slug == "oak"


def test_access_is_asked_each_time(below, named, admin_user):
    oak = below("oak")
    before = named.ask(NOBODY, slug="oak")
    PageViewRestriction.objects.create(page_id=oak.pk, restriction_type=PageViewRestriction.LOGIN)

    assert (before, named.ask(NOBODY, slug="oak"), named.ask(admin_user, slug="oak")) == ([oak], [], [oak])


def test_the_sql_of_visitors_is_made_once(below, named, built, admin_user):
    below("oak")
    for viewer in (NOBODY, NOBODY, admin_user, admin_user):
        named.ask(viewer, slug="oak")
    before = len(built)
    named.ask(NOBODY, slug="oak")

    assert len(built) == before
    assert built.count(admin_user) == 2


def test_rows_are_those_of_values_list(below, django_assert_num_queries):
    key = Given("key", Page._meta.get_field("translation_key"))
    names = ("pk", "translation_key", "live", "first_published_at", "title")
    query = Standing(lambda viewer: StandardPage.objects.filter(translation_key=key).values_list(*names))
    oak = StandardPage.objects.get(pk=below("oak").pk)
    query.rows(NOBODY, key=oak.translation_key)

    with django_assert_num_queries(1):
        [row] = query.rows(NOBODY, key=oak.translation_key)
    assert list(row) == [getattr(oak, name) for name in names]
    assert {name: type(value) for name, value in zip(names, row, strict=True)}["live"] is bool


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans in no time")
def test_only_what_is_asked_here_is_planned_without_its_values(below, named):
    # An index of 1,000 posts was ten times slower from the eleventh time: without values a list is taken for one row.
    below("oak")
    for _time in range(12):
        named.ask(NOBODY, slug="oak")
        list(StandardPage.objects.filter(slug="oak"))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans > 0 FROM pg_prepared_statements WHERE statement LIKE '%home_standardpage%'"
        )
        assert cursor.fetchall() == [(True,)]
