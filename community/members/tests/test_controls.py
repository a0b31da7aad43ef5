import re

import pytest
from django.test import Client

from community.members import menu, relations
from community.members.models import Block, Follow, Mute
from stoa.accounts.models import User

ME = "/en/fragments/me/"
HTMX = {"HX-Request": "true"}
CHANGES = ("follow", "unfollow", "mute", "unmute", "block", "unblock")


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob)
    return client


def counts():
    return [model.objects.count() for model in (Follow, Mute, Block)]


def test_c07_follow_and_back_by_plain_post(as_bob, ada):
    answer = as_bob.post("/en/people/ada/follow/")
    followed = counts()
    as_bob.post("/en/people/ada/follow/")
    twice = counts()
    as_bob.post("/en/people/ada/unfollow/")

    assert answer["Location"] == "/en/people/ada/actions/"
    assert "You no longer follow Ada." in as_bob.get("/en/people/ada/actions/").text
    assert [followed, twice, counts()] == [[1, 0, 0], [1, 0, 0], [0, 0, 0]]


def test_c07_follow_in_place_answers_button_and_number(as_bob, ada):
    answer = as_bob.post("/en/people/ada/follow/", headers=HTMX)

    assert answer.status_code == 200
    assert f'<div class="follow" id="follow-{ada.pk}">' in answer.text
    assert "/en/people/ada/unfollow/" in answer.text
    assert f'<span id="followers-{ada.pk}"><b>1</b> follower</span>' in answer.text
    assert "You follow Ada." in answer.text


def test_number_is_not_told_where_followers_are_hidden(as_bob, ada):
    from community.members import visibility  # noqa: PLC0415 -- used here only

    visibility.choose(user=ada, followers="nobody")

    assert "followers-" not in as_bob.post("/en/people/ada/follow/", headers=HTMX).text


@pytest.mark.parametrize("change", CHANGES)
def test_changes_are_made_by_post_only(as_bob, ada, change):
    assert as_bob.get(f"/en/people/ada/{change}/").status_code == 405
    assert counts() == [0, 0, 0]


@pytest.mark.parametrize("change", CHANGES)
def test_changes_need_a_token(ada, bob, change):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob)

    assert client.post(f"/en/people/ada/{change}/").status_code == 403
    assert counts() == [0, 0, 0]


@pytest.mark.parametrize("change", CHANGES)
def test_visitor_is_sent_to_log_in_and_comes_back_to_the_controls(client, ada, change):
    answer = client.post(f"/en/people/ada/{change}/")
    in_place = client.post(f"/en/people/ada/{change}/", headers=HTMX)

    assert answer["Location"] == "/en/account/login/?next=/en/people/ada/actions/"
    assert in_place["HX-Redirect"] == answer["Location"]
    assert counts() == [0, 0, 0]


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_there_is_not_found(as_bob, make_member, change):
    make_member("gone", is_active=False)

    assert as_bob.post(f"/en/people/nobody/{change}/").status_code == 404
    assert as_bob.post(f"/en/people/gone/{change}/").status_code == 404


@pytest.mark.parametrize("change", ["follow", "mute", "block"])
def test_oneself_is_refused_kindly(as_bob, change):
    plain = as_bob.post(f"/en/people/bob/{change}/", follow=True)
    in_place = as_bob.post(f"/en/people/bob/{change}/", headers=HTMX)

    assert "That is you." in plain.text
    assert "That is you." in in_place.text
    assert counts() == [0, 0, 0]


def test_blocked_member_cannot_follow(as_bob, ada, bob):
    relations.block(blocker=ada, blocked=bob)

    answer = as_bob.post("/en/people/ada/follow/", headers=HTMX)

    assert "You cannot follow this member." in answer.text
    assert counts() == [0, 0, 1]


def test_too_fast_is_429_and_says_when_to_come_back(as_bob, ada, settings):
    settings.RELATION_RATE = "2/10m"
    for _turn in range(2):
        as_bob.post("/en/people/ada/follow/")

    plain = as_bob.post("/en/people/ada/unfollow/")
    in_place = as_bob.post("/en/people/ada/unfollow/", headers=HTMX)

    assert [answer.status_code for answer in (plain, in_place)] == [429, 429]
    assert all(0 < int(answer["Retry-After"]) <= 600 for answer in (plain, in_place))
    assert "Please wait a few minutes." in in_place.text
    assert counts() == [1, 0, 0]


@pytest.mark.parametrize(
    "following", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "foo", "people"]
)
def test_next_stays_here(as_bob, ada, following):
    answer = as_bob.post("/en/people/ada/mute/", {"next": following})

    assert answer["Location"] == "/en/people/ada/actions/"


def test_controls_without_javascript_need_a_log_in(client, ada):
    answer = client.get("/en/people/ada/actions/")

    assert answer["Location"] == "/en/account/login/?next=/en/people/ada/actions/"


def test_controls_stand_on_a_page_of_their_own(as_bob, ada, bob):
    before = as_bob.get("/en/people/ada/actions/")
    relations.mute(muter=bob, muted=ada)
    relations.block(blocker=bob, blocked=ada)
    after = as_bob.get("/en/people/ada/actions/").text

    assert "no-store" in before["Cache-Control"]
    assert re.findall(r'action="/en/people/ada/(\w+)/"', before.text) == ["follow", "mute", "block"]
    assert re.findall(r'action="/en/people/ada/(\w+)/"', after) == ["unmute", "unblock"]


def state(client, *names):
    return client.get(ME, {"of": names}).text


def test_fragment_tells_the_state_of_every_button_named(as_bob, ada, bob, eve, make_member):
    blocker = make_member("cat")
    relations.follow(follower=bob, followed=ada)
    relations.block(blocker=blocker, blocked=bob)
    relations.block(blocker=bob, blocked=make_member("dan"))
    everybody = User.objects.order_by("pk")

    text = state(as_bob, *(f"follow:{user.pk}" for user in everybody))

    assert set(re.findall(r'action="/en/people/(\w+)/(\w+)/"', text)) == {("ada", "unfollow"), ("eve", "follow")}
    assert len(re.findall(r'<div class="follow" id="follow-\d+"', text)) == 5
    assert "Blocked" in text


@pytest.mark.parametrize("many", [1, 20])
def test_fragment_costs_four_queries_however_many_buttons(as_bob, make_member, django_assert_num_queries, many):
    names = [f"follow:{make_member(f'm{number}').pk}" for number in range(many)]
    state(as_bob, *names, f"member:{names[0].partition(':')[2]}")

    with django_assert_num_queries(4):
        state(as_bob, *names, f"member:{names[0].partition(':')[2]}")


def test_fragment_has_the_menu_of_a_profile(as_bob, ada, bob, monkeypatch):
    monkeypatch.setattr(menu, "_items", {})
    menu.register(menu.Item(name="report", label="Report", url=lambda standing: f"/report/{standing.handle}/"))

    others, own = state(as_bob, f"member:{ada.pk}"), state(as_bob, f"member:{bob.pk}")

    assert re.findall(r'hx-post="/en/people/ada/(\w+)/"', others) == ["mute", "block"]
    assert '<a href="/report/ada/">Report</a>' in others
    assert 'href="/en/account/profile/">Edit profile</a>' in own
    assert "hx-post" not in own


@pytest.mark.parametrize(
    "name", ["follow:x", "follow:-1", "follow:99999999", "follow:" + "9" * 60, "member:²", "follow:0"]
)
def test_fragment_survives_nonsense(as_bob, name):
    assert as_bob.get(ME, {"of": name}).status_code == 200


def test_name_with_markup_is_text_in_the_fragment(as_bob, make_member):
    odd = make_member("odd", display_name='"><script>alert(1)</script>')

    text = state(as_bob, f"follow:{odd.pk}", f"member:{odd.pk}")

    assert "<script>" not in text
    assert text.count("&lt;script&gt;") >= 2
