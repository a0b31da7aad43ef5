import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from stoa.core import access

pytestmark = pytest.mark.django_db
LOGIN, GROUPS, PASSWORD = PageViewRestriction.LOGIN, PageViewRestriction.GROUPS, PageViewRestriction.PASSWORD
NOBODY = AnonymousUser()


@pytest.fixture
def add():
    """add(parent, "slug"): a live page of its own below `parent`."""
    return lambda parent, slug: Page.objects.get(pk=parent.pk).add_child(instance=StandardPage(title=slug, slug=slug))


@pytest.fixture
def alias(home):
    """alias(page, "slug", parent): an alias of it, with aliases of all below it."""

    def make(page, slug, parent=None, **options):
        source = Page.objects.get(pk=page.pk)
        parent = Page.objects.get(pk=(parent or home).pk)
        return source.create_alias(update_slug=slug, parent=parent, **options)

    return make


@pytest.fixture
def member(django_user_model):
    return django_user_model.objects.create_user(email="ann@example.org", password="x")


def restrict(page, kind=LOGIN, *groups, **fields):
    restriction = PageViewRestriction.objects.create(page_id=page.pk, restriction_type=kind, **fields)
    restriction.groups.set(groups)
    return restriction


def seen(user=NOBODY):
    """The pages of the test that `user` sees, by the list and by the question about each."""
    pages = StandardPage.objects.all()
    in_list = set(pages.visible_to(user).values_list("slug", flat=True))
    assert {page.slug for page in pages if access.can_view(page, user)} == in_list
    return in_list


def stopped(page, client):
    return client.get(page.url).status_code == 302


def test_page_below_an_alias_of_a_restricted_page_is_restricted(client, home, add, alias):
    section = add(home, "section")
    elsewhere = alias(section, "elsewhere")
    below = add(elsewhere, "below")
    deeper = add(below, "deeper")
    add(home, "open")
    restrict(section)

    assert seen() == {"open"}
    assert [stopped(page, client) for page in (section, elsewhere, below, deeper)] == [True] * 4


def test_alias_of_a_page_below_a_restricted_one_is_restricted_with_all_below_it(client, home, add, alias):
    section = add(home, "section")
    inner = add(section, "inner")
    elsewhere = alias(inner, "elsewhere")
    below = add(elsewhere, "below")
    restrict(section)

    assert seen() == set()
    assert [stopped(page, client) for page in (inner, elsewhere, below)] == [True] * 3


def test_alias_of_an_alias_and_what_is_below_is_restricted(client, home, add, alias):
    section = add(home, "section")
    first = alias(section, "first")
    second = alias(first, "second")
    third = alias(second, "third")
    below = add(third, "below")
    restrict(section)

    assert seen() == set()
    assert [stopped(page, client) for page in (first, second, third, below)] == [True] * 4


def test_alias_of_a_page_below_an_alias_is_restricted(client, home, add, alias):
    section = add(home, "section")
    below = add(alias(section, "first"), "below")
    elsewhere = alias(below, "elsewhere")
    again = add(elsewhere, "again")
    restrict(section)

    assert seen() == set()
    assert [stopped(page, client) for page in (elsewhere, again)] == [True] * 2


def test_aliases_of_a_whole_branch_follow_a_restriction_within_it(client, home, add, alias):
    section = add(home, "section")
    inner = add(section, "inner")
    branch = alias(section, "branch", recursive=True)
    copied = StandardPage.objects.get(alias_of=inner)
    add(copied, "below")
    restrict(inner)

    assert seen() == {"section", "branch"}
    assert not stopped(branch, client)
    assert stopped(copied, client)


def test_alias_lifted_out_of_a_restricted_section_stays_open_to_nobody_but_is_open_without(home, add, alias):
    section = add(home, "section")
    alias(add(section, "inner"), "elsewhere")
    restriction = restrict(section)
    assert seen() == set()

    restriction.delete()

    assert seen() == {"section", "inner", "elsewhere"}


def test_restriction_of_an_alias_does_not_reach_its_source(home, add, alias):
    section = add(home, "section")
    restrict(alias(section, "elsewhere"))

    assert seen() == {"section"}


def test_page_with_a_similar_path_is_not_below(home, add):
    pages = [add(home, f"page-{number}") for number in range(3)]
    restrict(pages[1])

    assert seen() == {"page-0", "page-2"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (LOGIN, {"visitor": False, "member": True, "insider": True, "superuser": True}),
        (GROUPS, {"visitor": False, "member": False, "insider": True, "superuser": True}),
        (PASSWORD, {"visitor": False, "member": False, "insider": False, "superuser": False}),
    ],
)
def test_who_sees_the_page_below_an_alias(home, add, alias, member, django_user_model, kind, expected):
    group = Group.objects.create(name="Insiders")
    insider = django_user_model.objects.create_user(email="in@example.org", password="x")
    insider.groups.add(group)
    root = django_user_model.objects.create_superuser(email="root@example.org", password="x")
    section = add(home, "section")
    below = add(alias(section, "elsewhere"), "below")
    restrict(section, kind, group, password="sesame")

    users = {"visitor": NOBODY, "member": member, "insider": insider, "superuser": root}
    assert {name: access.can_view(below, user) for name, user in users.items()} == expected


def test_password_typed_once_opens_the_page_and_what_stands_below_its_alias(client, home, add, alias):
    section = add(home, "section")
    below = add(alias(section, "elsewhere"), "below")
    restriction = restrict(section, PASSWORD, password="sesame")
    form = client.get(below.url)

    client.post(form.context["action_url"], {"password": "sesame", "return_url": below.url})

    assert list(access.restrictions_on(below)) == [restriction]
    assert client.get(below.url).context["page"].slug == "below"


def test_restriction_makes_stale_what_mentions_pages_below_aliases(home, add, alias):
    section = add(home, "section")
    elsewhere = alias(section, "elsewhere")
    below = add(elsewhere, "below")
    add(home, "open")

    found = access.stopped_by([section.pk])

    assert set(found) == {Page.objects.get(pk=page.pk) for page in (section, elsewhere, below)}


@pytest.mark.parametrize("count", [1, 4])
def test_the_rule_asks_no_query_of_its_own(home, add, alias, count):
    for number in range(count):
        section = add(home, f"section-{number}")
        add(alias(section, f"elsewhere-{number}"), "below")
        restrict(section)

    with CaptureQueriesContext(connection) as queries:
        list(StandardPage.objects.visible_to(NOBODY))

    assert len(queries) == 1
