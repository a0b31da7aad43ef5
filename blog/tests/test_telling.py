"""Publishing a post is told in the stream of activity."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.models import Action
from stoa.accounts.models import User


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@example.org", "pw", display_name="Ana")


def told():
    return list(Action.objects.order_by("pk").values_list("actor__display_name", "verb", "kind"))


def test_post_is_told_of_its_author_at_its_date(make_post, make_author, ana):
    author = make_author(user=ana)
    before = timezone.now() - timedelta(days=90)

    post = make_post("Old news", authors=[author], published_at=before)

    assert told() == [("Ana", "published", "post")]
    action = Action.objects.get()
    assert (action.key, action.created_at) == (str(post.translation_key), before)


def test_post_without_a_member_as_author_is_told_of_its_owner(make_post, make_author, ana):
    make_post("Mine", authors=[make_author()], owner=ana)
    make_post("Nobody's", slug="nobodys")

    assert told() == [("Ana", "published", "post")]


def test_post_is_told_once_however_often_it_changes_and_in_whatever_language(
    make_post, make_author, ana, spanish, translated
):
    post = make_post("News", authors=[make_author(user=ana)])
    post.published_at -= timedelta(days=3)
    post.save_revision().publish()
    post.unpublish()
    post.save_revision().publish()
    translated(post, spanish)

    assert told() == [("Ana", "published", "post")]


def test_post_dated_in_the_future_is_told_as_of_now(make_post, ana):
    make_post("Soon", owner=ana, published_at=timezone.now() + timedelta(days=1))

    assert Action.objects.get().created_at <= timezone.now()
