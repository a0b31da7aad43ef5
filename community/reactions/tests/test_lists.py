"""Lists of likes: who likes a thing, and what a member likes, to whom they chose to show it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from community.members.models import Audience, MemberSettings
from community.reactions import likes
from community.reactions.listing import THINGS_A_PAGE
from stoa.core import things


def like(user, *posts):
    for post in posts:
        likes.like(user=user, kind="post", key=things.key_of(post))


def show_likes_to(user, audience):
    MemberSettings.objects.update_or_create(user=user, defaults={"likes": audience})


def test_c10_page_names_who_likes_it_but_nobody_who_hides_it(client, post, make_member):
    open_one, shy = make_member("open", display_name="Olga"), make_member("shy", display_name="Shirin")
    like(open_one, post)
    like(shy, post)
    show_likes_to(shy, Audience.NOBODY)

    page = client.get(f"/en/likes/post/{things.key_of(post)}/").content.decode()

    assert "Olga" in page
    assert "Shirin" not in page


def test_likers_of_what_the_visitor_may_not_see_are_404(client, ada, post):
    like(ada, post)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(f"/en/likes/post/{things.key_of(post)}/").status_code == 404


def test_likes_stand_on_the_profile(client, ada, post):
    like(ada, post)

    assert "Planes" in client.get("/en/people/ada/likes/").content.decode()
    assert "/en/people/ada/likes/" in client.get("/en/people/ada/").content.decode()


@pytest.mark.parametrize(("audience", "status"), [(Audience.FOLLOWERS, 403), (Audience.NOBODY, 404)])
def test_likes_are_shown_to_whom_the_member_chose(client, ada, make_member, post, audience, status):
    like(ada, post)
    show_likes_to(ada, audience)
    client.force_login(make_member("bob"))
    stranger = client.get("/en/people/ada/likes/")
    client.force_login(ada)

    assert stranger.status_code == status
    assert "Planes" not in stranger.content.decode()
    assert "Planes" in client.get("/en/people/ada/likes/").content.decode()


def test_likes_name_only_what_the_viewer_may_see(client, ada, post):
    like(ada, post)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.GROUPS)

    assert "Planes" not in client.get("/en/people/ada/likes/").content.decode()


def test_many_likes_come_in_pages_with_as_many_queries(client, ada, make_post):
    posts = [make_post(f"Post {number:02}") for number in range(THINGS_A_PAGE + 2)]
    like(ada, posts[0])
    client.get("/en/people/ada/likes/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/people/ada/likes/")
    like(ada, *posts[1:])
    client.get("/en/people/ada/likes/")
    with CaptureQueriesContext(connection) as many:
        first = client.get("/en/people/ada/likes/")
    older = first.context["liked"].older
    second = client.get("/en/people/ada/likes/", {"before": older})

    assert len(few) == len(many)
    assert [thing.title for thing in second.context["liked"].shown] == ["Post 01", "Post 00"]


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "1-1", "٣-٣"])
def test_nonsense_place_is_the_beginning(client, ada, post, before):
    like(ada, post)

    assert client.get("/en/people/ada/likes/", {"before": before}).status_code == 200
