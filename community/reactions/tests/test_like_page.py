"""The button: the same for everyone on the page, the member's own in the fragment, a page of its own without script."""

import pytest
import time_machine

from community.reactions import likes
from community.reactions.models import Like


@pytest.fixture
def url(name):
    return f"/en/like/{name['kind']}/{name['key']}/"


def test_c11_button_in_the_page_is_the_same_for_everyone(client, ada, post, name, url):
    likes.like(user=ada, **name)
    first = client.get(post.url)
    client.force_login(ada)
    second = client.get(post.url)

    assert first.content == second.content
    assert f'href="{url}"'.encode() in first.content
    assert b"1 like" in first.content


def test_c11_fragment_brings_the_members_own_button(client, ada, name, url):
    likes.like(user=ada, **name)
    client.force_login(ada)

    answer = client.get("/en/fragments/me/", {"of": f"like:post:{name['key']}"}).content.decode()

    assert f'action="{url}"' in answer
    assert 'aria-pressed="true"' in answer
    assert 'value="no"' in answer


@pytest.mark.parametrize("of", ["like:post:", "like:unicorn:1", 'like:post:"><script>', "like:member:1", "like::"])
def test_fragment_survives_hostile_names(client, ada, of):
    client.force_login(ada)

    answer = client.get("/en/fragments/me/", {"of": of})

    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_c11_like_in_place_answers_with_button_and_number(client, ada, url, name):
    client.force_login(ada)

    answer = client.post(url, {"like": "yes"}, headers={"HX-Request": "true"}).content.decode()

    assert 'aria-pressed="true"' in answer
    assert "1 like" in answer
    assert Like.objects.filter(user=ada, **name).count() == 1


def test_c11_like_without_script_leads_back(client, ada, url, post):
    client.force_login(ada)

    page = client.get(url)
    answer = client.post(url, {"like": "yes"})
    back = client.post(url, {"like": "no"})

    assert page.status_code == 200
    assert answer["Location"] == back["Location"] == post.url
    assert not Like.objects.exists()


def test_u11_visitors_are_sent_to_log_in(client, url):
    answer = client.post(url, {"like": "yes"})

    assert answer["Location"] == f"/en/account/login/?next={url}"


@pytest.mark.parametrize("address", ["/en/like/post/1/", "/en/like/unicorn/1/", "/en/like/member/1/"])
def test_what_cannot_be_liked_is_404(client, ada, address):
    client.force_login(ada)

    assert client.get(address).status_code == 404
    assert client.post(address, {"like": "yes"}).status_code == 404


def test_too_many_likes_are_answered_429(client, ada, url):
    with time_machine.travel("2026-03-01 12:00", tick=False):
        client.force_login(ada)
        answers = [client.post(url, {"like": "yes"}).status_code for _time in range(121)]

    assert answers == [302] * 120 + [429]


def test_post_page_is_fresh_after_a_like(client, ada, post, name, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 300
    before = client.get(post.url).content
    with django_capture_on_commit_callbacks(execute=True):
        likes.like(user=ada, **name)

    assert b"0 likes" in before
    assert b"1 like" in client.get(post.url).content
