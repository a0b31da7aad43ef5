import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from community.members import relations, signals
from community.members.exceptions import Blocked, GoneMember, WithOneself
from community.members.models import Block, Follow, Mute
from stoa.accounts.models import User

needs_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer"
)


def pairs():
    return set(Follow.objects.values_list("follower__handle", "followed__handle"))


def test_c07_follow_is_one_way_and_unique(ada, bob):
    answers = [relations.follow(follower=ada, followed=bob), relations.follow(follower=ada, followed=bob)]

    assert answers == [True, False]
    assert pairs() == {("ada", "bob")}
    assert (relations.followed_ids(ada), relations.followed_ids(bob)) == ({bob.pk}, set())


def test_c07_unfollow_says_whether_there_was_a_follow(ada, bob):
    relations.follow(follower=ada, followed=bob)

    answers = [relations.unfollow(follower=ada, followed=bob), relations.unfollow(follower=ada, followed=bob)]

    assert answers == [True, False]
    assert pairs() == set()


@pytest.mark.parametrize(
    ("act", "names"),
    [
        (relations.follow, ("follower", "followed")),
        (relations.mute, ("muter", "muted")),
        (relations.block, ("blocker", "blocked")),
    ],
)
def test_c07_nobody_relates_to_themselves(ada, act, names):
    with pytest.raises(WithOneself):
        act(**dict.fromkeys(names, ada))


@pytest.mark.parametrize(
    ("model", "names"),
    [(Follow, ("follower", "followed")), (Mute, ("muter", "muted")), (Block, ("blocker", "blocked"))],
)
def test_database_refuses_oneself_and_twice(ada, bob, model, names):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**dict.fromkeys(names, ada))
    model.objects.create(**dict(zip(names, (ada, bob), strict=True)))
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**dict(zip(names, (ada, bob), strict=True)))


def test_block_ends_follows_both_ways_and_forbids_new_ones(ada, bob):
    relations.follow(follower=ada, followed=bob)
    relations.follow(follower=bob, followed=ada)

    answers = [relations.block(blocker=ada, blocked=bob), relations.block(blocker=ada, blocked=bob)]

    assert answers == [True, False]
    assert pairs() == set()
    for follower, followed in ((ada, bob), (bob, ada)):
        with pytest.raises(Blocked):
            relations.follow(follower=follower, followed=followed)


def test_unblock_allows_a_follow_again_but_brings_none_back(ada, bob):
    relations.follow(follower=bob, followed=ada)
    relations.block(blocker=ada, blocked=bob)

    answers = [relations.unblock(blocker=ada, blocked=bob), relations.unblock(blocker=ada, blocked=bob)]

    assert answers == [True, False]
    assert pairs() == set()
    assert relations.follow(follower=bob, followed=ada)


def test_blocked_ids_are_of_both_directions(ada, bob, eve):
    relations.block(blocker=ada, blocked=bob)
    relations.block(blocker=eve, blocked=ada)

    assert relations.blocked_ids(ada) == {bob.pk, eve.pk}
    assert relations.blocked_ids(bob) == {ada.pk}
    assert [relations.is_blocked_between(*pair) for pair in ((ada, bob), (bob, ada), (bob, eve))] == [True, True, False]


def test_mute_is_one_way_and_keeps_follows(ada, bob):
    relations.follow(follower=ada, followed=bob)

    answers = [relations.mute(muter=ada, muted=bob), relations.mute(muter=ada, muted=bob)]

    assert answers == [True, False]
    assert (relations.muted_ids(ada), relations.muted_ids(bob), pairs()) == ({bob.pk}, set(), {("ada", "bob")})
    assert [relations.unmute(muter=ada, muted=bob), relations.unmute(muter=ada, muted=bob)] == [True, False]


def test_anonymous_visitor_has_no_relations(ada):
    nobody = AnonymousUser()

    assert relations.blocked_ids(nobody) | relations.muted_ids(nobody) | relations.followed_ids(nobody) == set()
    assert not relations.is_blocked_between(nobody, ada)


def test_follow_of_an_inactive_member_is_refused(ada, bob):
    User.objects.filter(pk=bob.pk).update(is_active=False)

    with pytest.raises(GoneMember):
        relations.follow(follower=ada, followed=bob)


def test_signals_tell_what_is_new_only(ada, bob):
    heard = []

    def hear(sender, **facts):
        heard.append((sender, {name: facts[name] for name in facts if name != "signal"}))

    signals.followed.connect(hear)
    signals.blocked.connect(hear)
    try:
        for act in (relations.follow, relations.follow):
            act(follower=ada, followed=bob)
        for act in (relations.block, relations.block):
            act(blocker=ada, blocked=bob)
    finally:
        signals.followed.disconnect(hear)
        signals.blocked.disconnect(hear)

    assert heard == [(Follow, {"follower": ada, "followed": bob}), (Block, {"blocker": ada, "blocked": bob})]


def test_relations_go_with_the_member(ada, bob):
    relations.follow(follower=ada, followed=bob)
    relations.mute(muter=bob, muted=ada)

    ada.delete()

    assert [model.objects.count() for model in (Follow, Mute, Block)] == [0, 0, 0]


def at_once(*steps):
    """Run each step in a thread of its own, all beginning together; returns the exceptions that are no refusals."""
    start = threading.Barrier(len(steps))
    wrong = []

    def run(step):
        start.wait()
        try:
            step()
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@needs_writers
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_block_and_follow_at_once_never_both_stand(make_member):
    ada, bob = make_member("ada"), make_member("bob")

    def follow(follower, followed):
        try:
            relations.follow(follower=follower, followed=followed)
        except Blocked:
            return

    wrong, both_stood = [], []
    for _round in range(15):
        wrong += at_once(
            lambda: follow(ada, bob), lambda: relations.block(blocker=bob, blocked=ada), lambda: follow(bob, ada)
        )
        both_stood.append(Follow.objects.exists() and Block.objects.exists())
        relations.unblock(blocker=bob, blocked=ada)
        Follow.objects.all().delete()

    assert wrong == []
    assert both_stood == [False] * 15


@needs_writers
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_c07_many_toggle_one_follow_at_once_and_the_rows_stay_true(make_member):
    ada, bob = make_member("ada"), make_member("bob")

    def toggle():
        for _round in range(10):
            relations.follow(follower=ada, followed=bob)
            relations.unfollow(follower=ada, followed=bob)
        relations.follow(follower=ada, followed=bob)

    wrong = at_once(toggle, toggle, toggle, toggle)

    assert wrong == []
    assert pairs() <= {("ada", "bob")}
    assert Follow.objects.count() == len(relations.followed_ids(ada))
