"""A like in the stream and in its owner's notices."""

from community.activity.models import Action, Notice
from community.members import visibility
from community.reactions import likes
from stoa.core import things


def test_c05_like_is_in_the_stream_until_it_is_taken_back(ada, name):
    likes.like(user=ada, **name)
    recorded = list(Action.objects.values_list("actor", "verb", "kind", "key"))
    likes.unlike(user=ada, **name)

    assert recorded == [(ada.pk, "liked", "post", name["key"])]
    assert not Action.objects.exists()


def test_owner_is_told_once_however_often_somebody_clicks(ada, make_member, make_post):
    bob = make_member("bob")
    name = {"kind": "post", "key": things.key_of(make_post("Bob's", owner=bob))}

    for _time in range(3):
        likes.like(user=ada, **name)
        likes.unlike(user=ada, **name)

    assert list(Notice.objects.values_list("recipient", "actor", "notice_kind")) == [(bob.pk, ada.pk, "liked")]


def test_nobody_is_told_of_their_own_like(make_member, make_post):
    bob = make_member("bob")

    likes.like(user=bob, kind="post", key=things.key_of(make_post("Bob's", owner=bob)))

    assert not Notice.objects.exists()


def test_like_that_only_its_member_sees_is_no_notice(ada, make_member, make_post):
    bob = make_member("bob")
    visibility.choose(user=ada, likes="nobody")

    likes.like(user=ada, kind="post", key=things.key_of(make_post("Bob's", owner=bob)))

    assert not Notice.objects.exists()
