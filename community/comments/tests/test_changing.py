from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.comments.models import State
from community.comments.threads import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(say, member, client):
    """A comment that the logged-in member has just written."""
    client.force_login(member)
    return say("Frist", author=Author(user=member), now=timezone.now())


def test_b10_author_may_change_a_new_comment(client, own):
    client.post(reverse("comments:save", args=[own.pk]), {"body": "First"})

    own.refresh_from_db()
    assert own.body == "First"
    assert "edited" in client.get("/en/blog/slow-food/").text


def test_b10_later_it_is_too_late_to_change(client, own, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    answer = client.post(reverse("comments:save", args=[own.pk]), {"body": "First"})

    own.refresh_from_db()
    assert (answer.status_code, own.body) == (422, "Frist")
    assert "too late" in answer.text


def test_links_added_later_are_looked_at(client, own):
    client.post(reverse("comments:save", args=[own.pk]), {"body": "https://a.example " * 3})

    own.refresh_from_db()
    assert own.state == State.WAITING


def test_b10_author_may_delete(client, own):
    answer = client.post(reverse("comments:delete", args=[own.pk]))

    own.refresh_from_db()
    assert (own.state, own.body) == (State.DELETED, "")
    assert answer.url == "/en/blog/slow-food/#comments"


@pytest.mark.parametrize("name", ["edit", "save", "delete"])
def test_others_comments_cannot_be_touched(client, own, make_user, name):
    client.force_login(make_user("other@example.org"))
    url = reverse(f"comments:{name}", args=[own.pk])

    answer = client.get(url) if name == "edit" else client.post(url, {"body": "Mine now"})

    own.refresh_from_db()
    assert (answer.status_code, own.body) == (404, "Frist")


@pytest.mark.parametrize("name", ["save", "delete"])
def test_changing_needs_a_login(client, own, name):
    client.logout()

    answer = client.post(reverse(f"comments:{name}", args=[own.pk]), {"body": "x"})

    own.refresh_from_db()
    assert (answer.status_code, own.body) == (302, "Frist")


def test_own_comments_are_listed_with_what_may_be_done(client, own, page, say, django_assert_max_num_queries):
    say("Not mine")

    answer = client.get(reverse("comments:mine", args=[page.translation_key]))

    assert "Frist" in answer.text
    assert "Not mine" not in answer.text
    assert reverse("comments:edit", args=[own.pk]) in answer.text
    assert reverse("comments:delete", args=[own.pk]) in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert "Frist</textarea>" in client.get(reverse("comments:edit", args=[own.pk])).text


def test_o09_comments_changed_too_often_are_429(client, own, settings):
    codes = [client.post(reverse("comments:save", args=[own.pk]), {"body": "First"}).status_code for _ in range(11)]

    assert codes == [302] * 10 + [429]
