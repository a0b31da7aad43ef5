"""Views: people are counted once in half an hour, robots never, and no batch twice."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from community.reactions import counting, gathering, rankings
from community.reactions.models import CountedBatch, Sighting, ViewCount, ViewDay
from stoa.core import things

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OWN = {"HTTP_ORIGIN": "http://testserver", "HTTP_USER_AGENT": BROWSER}
NEEDS_REDIS = pytest.mark.skipif("redis" not in settings.CACHES["default"]["BACKEND"].lower(), reason="needs Redis")


@pytest.fixture
def see(name):
    """A function that looks at the post: see(user=…, agent=…, address=…)."""

    def look(user=None, agent=BROWSER, address="10.0.0.1", **headers):
        request = RequestFactory().post("/", headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address)
        request.user = user or AnonymousUser()
        return counting.saw(request=request, **name)

    return look


def total(name):
    counting.take_in()
    return counting.totals(name["kind"], [name["key"]]).get(name["key"], 0)


def test_c14_reload_within_half_an_hour_is_dropped(see, name):
    answers = [see(), see()]

    assert answers == [True, False]
    assert total(name) == 1


def test_c14_same_visitor_counts_again_after_half_an_hour(name, db):
    now = timezone.now()
    visit = {"visitor": "v", "kind": name["kind"], "key": name["key"]}

    times = [now, now + timedelta(minutes=29), now + timedelta(minutes=31)]
    answers = [counting.note_in_database(now=time, **visit) for time in times]

    assert answers == [True, False, True]


def test_c14_others_count_also_from_the_same_address(see, ada, make_member):
    assert [see(), see(user=ada), see(user=make_member("bob")), see(address="10.0.0.2")] == [True] * 4


def test_c14_browsers_of_other_names_at_one_address_are_one_visitor(see):
    assert [see(agent=f"{BROWSER} {number}") for number in range(3)] == [True, False, False]


def test_c14_addresses_of_one_ipv6_network_are_one_visitor(see):
    addresses = ["2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1"]

    assert [see(address=address) for address in addresses] == [True, False, True]


def test_c14_visitor_without_an_address_counts(see):
    assert see(address="") is True


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Googlebot/2.1",
        "curl/8.1",
        "python-requests/2",
        "HeadlessChrome/120",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
    ],
)
def test_c14_robots_are_dropped(see, name, agent):
    assert see(agent=agent) is False
    assert total(name) == 0


def test_c14_pages_fetched_ahead_are_dropped(see):
    assert see(**{"Sec-Purpose": "prefetch;prerender"}) is False


def test_what_the_visitor_may_not_see_is_not_counted(see, post):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)

    assert see() is False


def test_visitors_are_not_stored_by_address(see):
    see()

    assert list(Sighting.objects.filter(visitor__contains="10.0.0")) == []


def test_c14_endpoint_counts_a_browser_on_our_page(client, name):
    answer = client.post(f"/en/fragments/seen/post/{name['key']}/", **OWN)

    assert (answer.status_code, answer.content, answer.cookies.output()) == (204, b"", "")
    assert total(name) == 1


@pytest.mark.parametrize(
    "origin", ["", "https://evil.example", "null", "http://[", "http://testserver.evil.example", "testserver"]
)
def test_c14_other_sites_do_not_count_for_us(client, name, origin):
    client.post(f"/en/fragments/seen/post/{name['key']}/", headers={"Origin": origin, "User-Agent": BROWSER})

    assert total(name) == 0


@pytest.mark.parametrize(("kind", "key"), [("unicorn", "1"), ("post", "1"), ("member", "1"), ("x" * 200, "y" * 200)])
def test_unknown_things_are_answered_quietly(client, db, kind, key):
    assert client.post(f"/en/fragments/seen/{kind}/{key}/", **OWN).status_code == 204
    assert not ViewCount.objects.exists()


def test_get_never_counts(client, name):
    assert client.get(f"/en/fragments/seen/post/{name['key']}/").status_code == 405


def test_views_go_with_the_thing(see, post, name):
    see()
    counting.take_in()

    post.delete()

    assert (ViewCount.objects.count(), ViewDay.objects.count(), Sighting.objects.count()) == (0, 0, 0)


def test_sweep_forgets_who_was_here(db, name):
    counting.note_in_database(visitor="v", now=timezone.now() - timedelta(hours=1), **name)

    counting.take_in()

    assert not Sighting.objects.exists()


def test_batch_that_comes_twice_counts_once(db, name):
    gathered = [(timezone.now().date(), name["kind"], name["key"], 5)]

    for _time in range(2):
        counting._take_in_once(name="a-batch", gathered=gathered, now=timezone.now())

    assert ViewCount.objects.get().number == 5
    assert CountedBatch.objects.count() == 1


@NEEDS_REDIS
def test_redis_gathers_and_the_sweep_takes_it_in(see, name):
    answers = [see(), see(), see(address="10.0.0.2")]
    before = ViewCount.objects.count()
    counting.take_in()
    counting.take_in()

    assert answers == [True, False, True]
    assert before == 0
    assert ViewCount.objects.get(**name).number == 2


@NEEDS_REDIS
def test_batch_left_by_a_crash_is_taken_in_later(see, name):
    see()
    left = dict(gathering.batches())

    counting.take_in()

    assert len(left) == 1
    assert ViewCount.objects.get(**name).number == 1


def test_c14_ranking_is_in_order_and_names_only_what_visitors_may_see(make_post):
    posts = [make_post(f"Post {number}") for number in range(13)]
    today = timezone.now().date()
    counting.add([(today, "post", things.key_of(post), number + 1) for number, post in enumerate(posts)])
    PageViewRestriction.objects.create(page=posts[12], restriction_type=PageViewRestriction.LOGIN)

    ranked = rankings.ranking("post")

    assert [row.shown.title for row in ranked] == [f"Post {number}" for number in range(11, 1, -1)]
    assert [row.number for row in ranked][:2] == [12, 11]


def test_c14_ranking_of_a_week_leaves_out_older_days(make_post):
    old, new = make_post("Old"), make_post("New")
    today = timezone.now().date()
    counting.add([(today - timedelta(days=7), "post", things.key_of(old), 50), (today, "post", things.key_of(new), 2)])

    assert [row.shown.title for row in rankings.ranking("post", days=7)] == ["New"]
    assert [row.shown.title for row in rankings.ranking("post")] == ["Old", "New"]


def test_ranking_of_one_language_leaves_out_pages_in_others(client, make_post):
    counting.add([(timezone.now().date(), "post", things.key_of(make_post("Planes")), 3)])

    pages = []
    for language in ("en", "bg"):
        with translation.override(language):
            pages.append(client.get(reverse("ranking")).text)

    assert ["Planes" in page for page in pages] == [True, False]


@pytest.mark.parametrize("period", ["", "7", "30", "0", "-1", "x", "9" * 40])
def test_c14_ranking_page_is_the_same_for_everyone(client, ada, make_post, period):
    counting.add([(timezone.now().date(), "post", things.key_of(make_post("Planes")), 3)])
    first = client.get("/en/bookmarks/ranking/", {"days": period})
    client.force_login(ada)
    second = client.get("/en/bookmarks/ranking/", {"days": period})

    assert first.status_code == 200
    assert b"Planes" in first.content
    assert first.content == second.content
    assert not first.cookies


def test_ranking_page_needs_as_many_queries_for_many_as_for_one(client, make_post, django_assert_max_num_queries):
    posts = [make_post(f"Post {number}") for number in range(8)]
    counting.add([(timezone.now().date(), "post", things.key_of(post), 3) for post in posts])

    with django_assert_max_num_queries(15):
        client.get("/en/bookmarks/ranking/")


def test_digest_changes_every_day(rf, db):
    request = rf.get("/", headers={"User-Agent": BROWSER})
    request.user = AnonymousUser()
    with time_machine.travel("2026-03-01 12:00", tick=False):
        first = counting.visitor_digest(request, timezone.now())
    with time_machine.travel("2026-03-02 12:00", tick=False):
        second = counting.visitor_digest(request, timezone.now())

    assert first != second
