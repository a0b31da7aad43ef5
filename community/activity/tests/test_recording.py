import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from community.activity import audiences, recording
from community.activity.exceptions import UnknownVerbError
from community.activity.models import Action
from community.activity.tests.conftest import NOW
from community.members import relations
from community.members.models import Audience, Follow, MemberSettings
from stoa.accounts.models import User


def told():
    """(actor, verb, kind, key) of all actions, oldest first."""
    return list(Action.objects.order_by("pk").values_list("actor__display_name", "verb", "kind", "key"))


def test_c04_equal_action_within_a_minute_is_dropped(ann, do, make_post):
    post = make_post()

    answers = [do(ann, "liked", post), do(ann, "liked", post, minutes=0.5), do(ann, "liked", post, minutes=1)]

    assert answers == [True, False, True]


def test_other_actions_within_a_minute_are_new(ann, bob, do, make_post):
    post, other = make_post("One"), make_post("Two")

    answers = [do(ann, "liked", post), do(bob, "liked", post), do(ann, "published", post), do(ann, "liked", other)]

    assert answers == [True, True, True, True]


def test_unknown_verb_is_an_error(ann):
    with pytest.raises(UnknownVerbError):
        recording.record(actor=ann, verb="sneezed")


def test_action_of_somebody_who_is_gone_is_dropped(ann, do):
    User.objects.filter(pk=ann.pk).update(is_active=False)

    assert do(ann) is False
    assert told() == []


def test_action_stands_or_falls_with_the_deed(ann, do):
    def fail_after_it():
        do(ann)
        raise LookupError

    with pytest.raises(LookupError):
        transaction.atomic(fail_after_it)()

    assert told() == []


def test_action_goes_with_its_thing(ann, bob, do, make_post):
    post, other = make_post("One"), make_post("Two")
    do(ann, "liked", post)
    do(bob, "liked", other)

    post.delete()

    assert [actor for actor, *_rest in told()] == ["Bob"]


def test_action_goes_with_its_actor_and_with_whom_it_is_about(ann, bob, do):
    relations.follow(follower=ann, followed=bob)
    relations.follow(follower=bob, followed=ann)

    bob.delete()

    assert told() == []


def test_follow_is_told_until_it_is_undone(ann, bob):
    relations.follow(follower=ann, followed=bob)
    followed = told()
    relations.unfollow(follower=ann, followed=bob)

    assert followed == [("Ann", "followed", "member", str(bob.pk))]
    assert told() == []


def test_block_takes_back_that_one_follows_the_other(ann, bob):
    relations.follow(follower=ann, followed=bob)

    relations.block(blocker=bob, blocked=ann)

    assert told() == []


def test_u03_joined_is_told_once_the_address_is_confirmed(db, rf):
    user = User.objects.create_user("new@example.org", "pw", display_name="New")
    address = EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    request = rf.get("/")
    request.session = SessionStore()

    for _turn in range(2):
        email_confirmed.send(EmailAddress, request=request, email_address=address)

    assert told() == [("New", "joined", "", "")]
    assert Action.objects.get().created_at == user.joined_at


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_equal_actions_at_once_are_one():
    ann = User.objects.create_user("ann@example.org", "pw")
    start = threading.Barrier(6)
    answers = []

    def write():
        try:
            start.wait(timeout=10)
            answers.append(recording.record(actor=ann, verb="liked", target_kind="post", target_key="1", now=NOW))
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(answers) == [False] * 5 + [True]
    assert Action.objects.count() == 1


def audience():
    return Action.objects.get().audience


def test_verbs_have_an_audience_of_their_own(ann, do):
    do(ann, "enrolled")

    assert audience() == Audience.NOBODY


def test_choice_holds_for_what_was_done_and_what_will_be(ann, do):
    do(ann, "joined", minutes=10)

    audiences.choose(member=ann, audiences={"joined": Audience.FOLLOWERS})
    do(ann, "joined")

    assert set(Action.objects.values_list("audience", flat=True)) == {Audience.FOLLOWERS}


def test_ceiling_of_the_thing_holds_whatever_is_chosen(ann, do):
    do(ann, "joined", audience=Audience.FOLLOWERS)
    seen = [audience()]

    for chosen in (Audience.NOBODY, Audience.EVERYBODY):
        audiences.choose(member=ann, audiences={"joined": chosen})
        seen.append(audience())

    assert seen == [Audience.FOLLOWERS, Audience.NOBODY, Audience.FOLLOWERS]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, Audience.EVERYBODY),
        ({"likes": Audience.FOLLOWERS}, Audience.FOLLOWERS),
        ({"activity": Audience.NOBODY}, Audience.NOBODY),
        ({"posts": Audience.NOBODY}, Audience.EVERYBODY),
    ],
)
def test_parts_of_the_profile_limit_the_verbs_that_show_the_same(ann, do, settings, expected):
    do(ann, "liked", minutes=10)
    MemberSettings.objects.create(user=ann, **settings)
    do(ann, "liked")

    assert set(Action.objects.values_list("audience", flat=True)) == {expected}


def test_withdrawing_takes_back_one_deed_only(ann, do, make_post):
    post, other = make_post("One"), make_post("Two")
    do(ann, "liked", post, minutes=5)
    do(ann, "liked", post)
    do(ann, "liked", other)

    gone = recording.withdraw(actor_id=ann.pk, verb="liked", target_kind="post", target_key=str(post.translation_key))

    assert gone == 2
    assert len(told()) == 1


def test_times_around_a_deed_are_open_ended(ann, do):
    assert do(ann, minutes=1)
    assert recording.record(actor=ann, verb="joined", now=NOW - timedelta(seconds=59)) is False
    assert recording.record(actor=ann, verb="joined", now=NOW)


def test_row_of_follow_by_hand_is_undone_likewise(ann, bob):
    relations.follow(follower=ann, followed=bob)

    Follow.objects.all().delete()

    assert told() == []
