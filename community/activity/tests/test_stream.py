from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from community.activity import audiences, stream
from community.activity.models import Action
from community.activity.tests.conftest import NOW
from community.members import relations
from community.members.models import Audience, MemberSettings
from stoa.core.keyset import Place
from stoa.core.tests.factories import make_image

VISITOR = AnonymousUser()


def texts(viewer, **more):
    return [row.text for row in stream.read(stream.seen_by(viewer), viewer, **more).rows]


@pytest.fixture
def cyd(make_member):
    return make_member("Cyd")


def test_c02_stream_shows_what_others_did(ann, bob, do):
    do(ann)
    do(bob, minutes=1)

    assert texts(ann) == ["Bob joined"]
    assert texts(VISITOR) == ["Ann joined", "Bob joined"]


def test_c02_who_follows_somebody_sees_only_those(ann, bob, cyd, do):
    do(bob)
    do(cyd)
    relations.follow(follower=ann, followed=bob)

    assert texts(ann) == ["Bob joined"]
    assert sorted(texts(VISITOR)) == ["Ann follows Bob", "Bob joined", "Cyd joined"]


def test_muted_and_blocked_members_are_never_shown(ann, bob, cyd, do, make_member):
    for member in (bob, cyd, make_member("Dan")):
        do(member)
    relations.mute(muter=ann, muted=bob)
    relations.block(blocker=cyd, blocked=ann)

    assert texts(ann) == ["Dan joined"]


def test_things_of_muted_members_are_never_shown(ann, bob, cyd, do):
    do(bob, "followed", cyd)
    relations.mute(muter=ann, muted=cyd)

    assert texts(ann) == []


def test_members_who_are_gone_are_not_shown(ann, bob, do):
    do(bob)
    bob.is_active = False
    bob.save()

    assert texts(ann) == []


@pytest.mark.parametrize(
    ("audience", "sees"),
    [
        (Audience.EVERYBODY, {"visitor", "stranger", "follower", "owner"}),
        (Audience.FOLLOWERS, {"follower", "owner"}),
        (Audience.NOBODY, {"owner"}),
    ],
)
def test_who_sees_what_of_whom(ann, bob, cyd, do, audience, sees):
    audiences.choose(member=bob, audiences={"joined": audience})
    relations.follow(follower=ann, followed=bob)
    do(bob)
    viewers = {"visitor": VISITOR, "stranger": cyd, "follower": ann, "owner": bob}

    on_profile = {
        name
        for name, viewer in viewers.items()
        if "Bob joined" in [row.text for row in stream.read(stream.deeds_of(bob, viewer), viewer).rows]
    }
    in_stream = {name for name, viewer in viewers.items() if "Bob joined" in texts(viewer)}

    assert on_profile == sees
    assert in_stream == sees - {"owner"}


def test_restricted_page_is_told_only_to_those_who_may_see_it(ann, bob, do, make_post):
    post = make_post("Members only")
    do(bob, "liked", post)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)

    assert texts(VISITOR) == []
    assert texts(ann) == ["Bob likes Members only"]


def test_unpublished_page_is_told_to_nobody(ann, bob, do, make_post):
    post = make_post("Draft")
    do(bob, "liked", post)
    post.unpublish()

    assert texts(ann) == []


def test_repeats_are_told_once(ann, bob, cyd, do, make_post):
    for number in range(6):
        do(bob, "liked", make_post(f"Post {number}"), minutes=number * 2)
    do(cyd, minutes=3)
    do(bob, "liked", make_post("Long ago"), minutes=13 * 60)

    stretch = stream.read(stream.seen_by(ann), ann)

    assert [row.text for row in stretch.rows] == ["Bob likes 6 posts", "Cyd joined", "Bob likes Long ago"]
    assert [thing.title for thing in stretch.rows[0].things] == ["Post 0", "Post 1", "Post 2", "Post 3"]
    assert stretch.rows[0].more == 2


def test_same_thing_twice_is_one_thing(ann, bob, do, make_post):
    post = make_post("Planes")
    do(bob, "liked", post)
    do(bob, "liked", post, minutes=5)

    assert texts(ann) == ["Bob likes Planes"]


def test_verbs_that_nobody_registered_are_left_out(ann, bob, do):
    do(bob)
    Action.objects.create(actor=bob, verb="sneezed", audience=Audience.EVERYBODY)

    assert texts(ann) == ["Bob joined"]


def test_sentence_links_actor_and_thing(ann, bob, do, make_post):
    do(bob, "liked", make_post("<Planes> & {more}"))

    (row,) = stream.read(stream.seen_by(ann), ann).rows

    assert row.html == (
        '<a href="/en/people/bob/"><bdi>Bob</bdi></a> likes '
        f'<a href="{row.things[0].url}"><bdi>&lt;Planes&gt; &amp; {{more}}</bdi></a>'
    )


def test_pages_follow_one_another_without_gap_or_repeat(ann, make_member, do):
    members = [make_member(f"M{number}") for number in range(7)]
    for number, member in enumerate(members):
        # Some at the very same moment.
        do(member, minutes=number // 3)

    seen, place = [], None
    for _turn in range(10):
        stretch = stream.read(stream.seen_by(ann), ann, place, size=2)
        seen += [row.actor.name for row in stretch.rows]
        place = stretch.older and Place.read(str(stretch.older))
        if place is None:
            break

    assert seen == ["M2", "M1", "M0", "M5", "M4", "M3", "M6"]


def test_page_leads_on_where_all_that_was_read_is_out_of_sight(ann, bob, do, make_post, monkeypatch):
    monkeypatch.setattr(stream, "READ_AT_MOST", 3)
    post = make_post("Draft")
    do(bob, minutes=100)
    for number in range(4):
        do(bob, "liked", post, minutes=number * 2)
    post.unpublish()

    first = stream.read(stream.seen_by(ann), ann)
    second = stream.read(stream.seen_by(ann), ann, first.older)

    assert first.rows == []
    assert [row.text for row in second.rows] == ["Bob joined"]
    assert second.older is None


def test_settings_of_the_whole_activity_hide_it(ann, bob, do):
    do(bob)
    MemberSettings.objects.create(user=bob, activity=Audience.NOBODY)

    assert texts(ann) == []


@pytest.fixture
def mixed(make_member, make_post, do):
    """A function that fills the stream with so many deeds of as many members about posts with covers and members."""

    def fill(count):
        for number in range(count):
            member = make_member(f"Member{Action.objects.count()}")
            do(member, minutes=number)
            do(member, "liked", make_post(f"Post {number}", cover=make_image(f"Picture {number}")), minutes=number)
            do(member, "followed", make_member(f"Followed{Action.objects.count()}"), minutes=number)

    return fill


def test_number_of_queries_is_the_same_for_few_and_many(client, ann, bob, mixed, do):
    do(bob)
    relations.follow(follower=ann, followed=bob)
    relations.unfollow(follower=ann, followed=bob)
    client.force_login(ann)
    counts = []
    for count in (1, 5):
        mixed(count)
        client.get("/en/activity/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get("/en/activity/")
        counts.append(len(queries))
        assert answer.status_code == 200

    assert counts[0] == counts[1] <= 15


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Reads PostgreSQL's plans")
@pytest.mark.parametrize("follows", [0, 1])
def test_stream_of_many_rows_is_read_from_an_index(ann, bob, make_member, follows):
    members = [make_member(f"M{number}") for number in range(20)]
    Action.objects.bulk_create(
        Action(
            actor=members[number % 20],
            verb="joined",
            audience=Audience.EVERYBODY,
            created_at=NOW - timedelta(minutes=number),
        )
        for number in range(5_000)
    )
    for member in members[: follows * 10]:
        relations.follow(follower=ann, followed=member)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE activity_action, members_follow, accounts_user")
    place = Place(NOW - timedelta(minutes=3_000), 1)

    for actions in (stream.seen_by(ann), stream.seen_by(ann).filter(place.older())):
        plan = actions.select_related("actor").newest_first()[: stream.READ_AT_MOST].explain()
        assert "Seq Scan on activity_action" not in plan
        assert "using action_newest" in plan
