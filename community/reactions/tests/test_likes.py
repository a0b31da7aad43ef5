"""Likes: each once, their number always that of the rows."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Locale, PageViewRestriction

from community.members import relations
from community.reactions import likes
from community.reactions.exceptions import Blocked, NotLikable
from community.reactions.models import Like, LikeCount
from conftest import publish
from stoa.core import things


def number(name):
    return LikeCount.objects.get(**name).number


def test_c11_like_counts_once_and_can_be_taken_back(ada, name):
    answers = [likes.like(user=ada, **name), likes.like(user=ada, **name)]
    counted = number(name)
    back = [likes.unlike(user=ada, **name), likes.unlike(user=ada, **name)]

    assert answers == [True, False]
    assert counted == 1
    assert back == [True, False]
    assert (number(name), Like.objects.count()) == (0, 0)


def test_c12_database_refuses_a_second_like(ada, name):
    Like.objects.create(user=ada, **name)

    with pytest.raises(IntegrityError), transaction.atomic():
        Like.objects.create(user=ada, **name)


def test_like_is_one_in_every_language(ada, post, name):
    copy = post.copy_for_translation(Locale.objects.get_or_create(language_code="es")[0], copy_parents=True)
    publish(copy)
    likes.like(user=ada, **name)

    assert likes.like(user=ada, kind="post", key=things.key_of(copy)) is False
    assert number(name) == 1


@pytest.mark.parametrize(
    ("kind", "key"),
    [("unicorn", "1"), ("post", "1"), ("post", "00000000-0000-0000-0000-000000000000"), ("member", "1")],
)
def test_what_is_no_likable_thing_is_refused(ada, kind, key):
    with pytest.raises(NotLikable):
        likes.like(user=ada, kind=kind, key=key)

    assert not LikeCount.objects.exists()


def test_what_a_member_may_not_see_cannot_be_liked(ada, post, name):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.GROUPS)

    with pytest.raises(NotLikable):
        likes.like(user=ada, **name)


def test_blocked_member_cannot_like(ada, make_member, make_post):
    bob = make_member("bob")
    post = make_post("Bob's", owner=bob)
    relations.block(blocker=bob, blocked=ada)

    with pytest.raises(Blocked):
        likes.like(user=ada, kind="post", key=things.key_of(post))


def test_likes_go_with_the_thing(ada, post, name):
    likes.like(user=ada, **name)

    post.delete()

    assert not Like.objects.exists()
    assert not LikeCount.objects.exists()


def test_erasing_a_member_takes_their_likes_back(ada, make_member, name):
    likes.like(user=ada, **name)
    likes.like(user=make_member("bob"), **name)

    likes.erase(user=ada)

    assert number(name) == 1


def test_c12_wrong_numbers_are_corrected(ada, name):
    likes.like(user=ada, **name)
    LikeCount.objects.update(number=7)

    likes.correct_counts()

    assert number(name) == 1
