import re

import pytest

from community.members import relations
from community.members.models import Follow
from stoa.accounts.models import User
from stoa.core import pagecache

PEOPLE = "/en/people/"


def named(client, **asked):
    return re.findall(r'class="person-card__name"><a href="/en/people/([\w-]+)/"', client.get(PEOPLE, asked).text)


def next_place(client, **asked):
    return re.search(r'rel="next" href="\?before=([\d-]+)', client.get(PEOPLE, asked).text)[1]


@pytest.fixture
def crowd(make_member):
    """Thirty members."""
    return [make_member(f"member{number:02}", display_name=f"Member {number:02}") for number in range(30)]


def test_c06_newest_stand_first_or_by_name(client, make_member):
    make_member("zoe", display_name="Zoe")
    make_member("ada", display_name="ada")
    make_member("bob")

    assert named(client) == ["bob", "ada", "zoe"]
    assert named(client, sort="name") == ["ada", "bob", "zoe"]
    assert named(client, sort="'; drop table") == ["bob", "ada", "zoe"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ada", ["ada"]),
        ("@ada", ["ada"]),
        ("BYRON", ["ada"]),
        ("byron a", ["ada"]),
        ("елица", ["elitsa"]),
        ("ЕЛИЦА", ["elitsa"]),
        ("a", ["elitsa", "ada"]),
        ("%", ["odd"]),
        ("_", ["odd"]),
        ("\\", []),
        ("nobody", []),
        ("   ", ["odd", "elitsa", "ada"]),
        ("x" * 5000, []),
        ("'; --", []),
    ],
)
def test_c06_search_finds_words_in_names_and_handles(client, make_member, text, expected):
    make_member("ada", display_name="Ada Byron")
    make_member("elitsa", display_name="Елица")
    make_member("odd", display_name="100 %_")

    assert named(client, q=text) == expected


def test_search_keeps_what_was_typed_and_says_how_many(client, ada):
    text = client.get(PEOPLE, {"q": 'ada "<b>'}).text

    assert 'value="ada &quot;&lt;b&gt;"' in text
    assert "0 members found" in text
    assert "Nobody of that name" in text


@pytest.mark.parametrize("asked", [{}, {"sort": "name"}, {"q": "member"}, {"q": "member", "sort": "name"}])
def test_pages_hold_everybody_once_in_order(client, crowd, asked):
    handles = [member.handle for member in crowd]
    first = named(client, **asked)

    rest = named(client, **asked, before=next_place(client, **asked))

    assert (len(first), len(rest)) == (24, 6)
    assert first + rest == (handles if "sort" in asked else handles[::-1])


def test_pages_keep_search_and_order(client, crowd):
    asked = {"q": "member", "sort": "name"}
    place = next_place(client, **asked)

    text = client.get(PEOPLE, asked | {"before": place}).text

    assert f'rel="next" href="?before={place}&amp;q=member&amp;sort=name"' in client.get(PEOPLE, asked).text
    assert 'href="?q=member&amp;sort=name"' in text
    assert "30 members found" in text
    assert '<meta name="robots" content="noindex, follow">' in text


@pytest.mark.parametrize("sort", ["newest", "name"])
@pytest.mark.parametrize("place", ["", "x", "-1", "9" * 50, "²", "1-1", "\x1f"])
def test_nonsense_is_the_beginning(client, crowd, sort, place):
    assert named(client, sort=sort, before=place) == named(client, sort=sort)


def test_names_that_are_equal_are_told_apart_by_key(client, make_member):
    handles = [make_member(f"twin{number:02}", display_name="Twin").handle for number in range(30)]
    first = named(client, sort="name")

    assert first + named(client, sort="name", before=next_place(client, sort="name")) == handles


def test_list_is_the_same_for_everyone(client, ada, bob):
    visitor = client.get(PEOPLE)
    client.force_login(bob)

    assert client.get(PEOPLE).content == visitor.content
    assert not visitor.cookies
    assert "csrfmiddlewaretoken" not in visitor.text


def test_list_says_whom_it_shows(client, ada):
    answer = client.get(PEOPLE)

    assert {"people", f"profile:{ada.pk}"} <= pagecache.shown_tags(answer.wsgi_request)


def test_names_stay_in_lists_when_the_page_cache_keeps_them(client, ada, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 60
    assert named(client) == ["ada"]

    with django_capture_on_commit_callbacks(execute=True):
        ada.is_active = False
        ada.save()

    assert named(client) == []


@pytest.mark.parametrize("many", [1, 10])
def test_few_and_many_cost_the_same(client, make_member, ada, django_assert_num_queries, many):
    for number in range(many):
        relations.follow(follower=make_member(f"member{number}"), followed=ada)
    client.get(PEOPLE)

    with django_assert_num_queries(3):
        client.get(PEOPLE)


def test_ten_thousand_members_cost_as_many_queries(client, db, django_assert_num_queries):
    User.objects.bulk_create(
        User(email=f"m{number}@example.org", handle=f"m{number}", display_name=f"M {number}")
        for number in range(10_000)
    )
    client.get(PEOPLE)
    deep = User.objects.get(handle="m40").pk

    for asked in ({}, {"before": deep}, {"q": "m 99"}, {"sort": "name"}):
        with django_assert_num_queries(3):
            assert len(named(client, **asked)) == 24
    with django_assert_num_queries(4):
        assert named(client, sort="name", before=deep)[0] == "m400"


@pytest.mark.parametrize("many", [10, 10_000])
@pytest.mark.parametrize("page", ["followers", "following"])
def test_few_and_many_follows_cost_the_same(client, ada, django_assert_num_queries, page, many):
    crowd = User.objects.bulk_create(User(email=f"m{n}@example.org", handle=f"m{n}") for n in range(many))
    ends = ("follower", "followed") if page == "followers" else ("followed", "follower")
    Follow.objects.bulk_create(Follow(**dict(zip(ends, (user, ada), strict=True))) for user in crowd)
    deep = Follow.objects.order_by("pk")[5].pk
    client.get(f"{PEOPLE}ada/")

    for asked, shown in (({}, min(many, 24)), ({"before": deep}, 5)):
        with django_assert_num_queries(7):
            text = client.get(f"{PEOPLE}ada/{page}/", asked).text
        assert text.count('class="person-card"') == shown


def test_every_card_names_its_follow_button(client, ada, bob):
    text = client.get(PEOPLE).text

    for member in (ada, bob):
        assert f'id="follow-{member.pk}" data-mine="follow:{member.pk}"' in text
        assert f'href="/en/people/{member.handle}/actions/"' in text
