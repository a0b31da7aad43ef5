import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from community.members import relations, visibility
from community.members.exceptions import UnknownPartError
from community.members.models import MemberSettings
from community.members.visibility import PARTS, Audience
from stoa.accounts.models import User

NOBODY = AnonymousUser()


def seen_by(viewer, what):
    return set(User.objects.filter(visibility.owners_visible_to(viewer, what)).values_list("handle", flat=True))


@pytest.mark.parametrize("what", PARTS)
@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (None, {"visitor", "stranger", "follower", "owner"}),
        (Audience.EVERYBODY, {"visitor", "stranger", "follower", "owner"}),
        (Audience.FOLLOWERS, {"follower", "owner"}),
        (Audience.NOBODY, {"owner"}),
    ],
)
def test_part_is_seen_by_its_audience(ada, bob, eve, what, audience, expected):
    relations.follow(follower=bob, followed=ada)
    if audience:
        MemberSettings.objects.create(user=ada, **{what: audience})
    ada.refresh_from_db()
    viewers = {"visitor": NOBODY, "stranger": eve, "follower": bob, "owner": ada}

    one_by_one = {name for name, viewer in viewers.items() if visibility.may_see(viewer, ada, what)}
    in_bulk = {name for name, viewer in viewers.items() if "ada" in seen_by(viewer, what)}

    assert (one_by_one, in_bulk) == (expected, expected)


def test_one_part_says_nothing_about_another(ada):
    MemberSettings.objects.create(user=ada, likes=Audience.NOBODY)

    assert [visibility.may_see(NOBODY, ada, what) for what in ("likes", "bookmarks")] == [False, True]


def test_blocked_follower_sees_no_longer_what_is_for_followers(ada, bob):
    MemberSettings.objects.create(user=ada, bookmarks=Audience.FOLLOWERS)
    relations.follow(follower=bob, followed=ada)

    relations.block(blocker=ada, blocked=bob)

    assert not visibility.may_see(bob, ada, "bookmarks")
    assert seen_by(bob, "bookmarks") == {"bob"}


def test_nobody_sees_anything_of_an_inactive_member(make_member, bob):
    gone = make_member("gone", is_active=False)

    assert [visibility.may_see(bob, gone, what) for what in PARTS] == [False] * 5
    assert seen_by(bob, "likes") == {"bob"}


def test_condition_reaches_owners_of_other_rows(ada, bob, eve):
    MemberSettings.objects.create(user=ada, likes=Audience.FOLLOWERS)
    relations.follow(follower=bob, followed=ada)
    relations.follow(follower=ada, followed=eve)
    rows = relations.Follow.objects

    found = {
        viewer: set(rows.filter(visibility.owners_visible_to(viewer, "likes", path="follower")).values_list("follower"))
        for viewer in (bob, eve)
    }

    assert found == {bob: {(bob.pk,), (ada.pk,)}, eve: {(bob.pk,)}}


def test_unknown_part_is_an_error(ada):
    for ask in (lambda: visibility.may_see(ada, ada, "secrets"), lambda: visibility.owners_visible_to(ada, "pk")):
        with pytest.raises(UnknownPartError):
            ask()


def test_database_knows_the_audiences(ada):
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberSettings.objects.create(user=ada, likes="martians")


def test_may_see_asks_once_or_twice(ada, bob, django_assert_num_queries):
    MemberSettings.objects.create(user=ada, likes=Audience.FOLLOWERS)
    ada.refresh_from_db()
    selected = User.objects.select_related("member_settings").get(pk=ada.pk)

    with django_assert_num_queries(2):
        visibility.may_see(bob, ada, "likes")
    with django_assert_num_queries(0):
        visibility.audience_of(selected, "bookmarks")
