import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from community.comments.models import Comment, State, Thread
from community.comments.threads import Author

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/"


@pytest.fixture
def moderator(make_user, client):
    user = make_user("moderator@example.org", display_name="Mo")
    user.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(user)
    return user


def action(name, ids, next_url=LIST):
    return (
        reverse("wagtail_bulk_action", args=["comments", "comment", name])
        + "?"
        + urlencode({"id": ids, "next": next_url}, doseq=True)
    )


def test_b19_list_shows_name_post_date_and_state(client, moderator, say):
    say("Buy <b>pills</b>", state=State.WAITING)

    shown = client.get(LIST).text

    assert reverse("moderate_comments:inspect", args=[Comment.objects.get().pk]) in shown
    for words in ("Ann", "Slow food", "waiting", "Buy &lt;b&gt;pills&lt;/b&gt;"):
        assert words in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=waiting", ["Second"]),
        ("state=waiting&state=approved", ["First", "Second"]),
        ("q=fir", ["First"]),
        ("q=mila", ["First"]),
        ("is_guest=true", ["Second"]),
        ("language=es", []),
        ("created_at_from=2999-01-01", []),
        ("state=nonsense&created_at_from=yesterday", ["First", "Second"]),
    ],
)
def test_b19_filters_and_search(client, moderator, say, member, query, expected):
    say("First", author=Author(user=member))
    say("Second", state=State.WAITING)

    shown = client.get(f"{LIST}?{query}").text

    assert [words for words in ("First", "Second") if f"{words}\n" in shown or f">{words}<" in shown] == expected


@pytest.mark.parametrize(
    ("name", "state", "count"),
    [("approve", "approved", 2), ("hide", "hidden", 0), ("spam", "spam", 0), ("delete", "deleted", 0)],
)
def test_b19_many_at_once(client, moderator, say, name, state, count):
    ids = [say("First").pk, say("Second", state=State.WAITING).pk]

    asked = client.get(action(name, ids))
    untouched = list(Comment.objects.oldest_first().values_list("state", flat=True))
    done = client.post(action(name, ids))

    assert "First" in asked.text
    assert untouched == ["approved", "waiting"]
    assert (done.status_code, done.url) == (302, LIST)
    assert set(Comment.objects.values_list("state", flat=True)) == {state}
    assert (Comment.objects.count(), Thread.objects.get().comment_count) == (2, count)


def test_all_in_listing_is_what_the_filters_show(client, moderator, say):
    say("Buy", state=State.SPAM)
    waiting = say("Hello", state=State.WAITING)

    client.post(action("approve", ["all"], f"{LIST}?state=waiting"))

    assert list(Comment.objects.approved()) == [waiting]


def test_inspect_shows_everything_and_offers_the_actions(client, moderator, say):
    comment = say("<script>alert(1)</script>", answers=say("Before"))

    shown = client.get(reverse("moderate_comments:inspect", args=[comment.pk])).text

    assert "&lt;script&gt;alert(1)" in shown
    assert "ann@example.org" in shown
    assert f"/en/blog/slow-food/#comment-{comment.pk}" in shown
    assert "/admin/bulk/comments/comment/hide/" in shown


def test_list_begins_with_what_waits(client, moderator, say):
    waiting = say("Patient", state=State.WAITING)
    say("Newer")
    Comment.objects.filter(pk=waiting.pk).update(created_at="2020-01-01T00:00Z")

    usual, by_date = client.get(LIST).text, client.get(f"{LIST}?ordering=-created_at").text

    assert [shown.index("Patient") < shown.index("Newer") for shown in (usual, by_date)] == [True, False]


def test_list_counts_no_snippets(client, moderator, say):
    say()

    assert 'data-bulk-action-footer="ITEM"' in client.get(LIST).text


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (State.WAITING, ["approve", "hide", "spam", "delete"]),
        (State.APPROVED, ["hide", "spam", "delete"]),
        (State.SPAM, ["approve", "hide", "delete"]),
        (State.DELETED, []),
    ],
)
def test_comment_is_decided_where_it_is_read(client, moderator, say, state, offered):
    comment = say(state=state)
    place = reverse("moderate_comments:inspect", args=[comment.pk])
    names = ("approve", "hide", "spam", "delete")

    shown = client.get(place).text

    assert [name for name in names if f"/admin/bulk/comments/comment/{name}/" in shown] == offered
    assert shown.count("<form class") == len([name for name in offered if name != "delete"])


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
def test_rows_are_not_written_past_the_threads(client, moderator, say, name, make_user):
    comment = say()
    client.force_login(make_user("root@example.org", is_superuser=True, is_staff=True))
    url = reverse(f"moderate_comments:{name}", args=[] if name == "add" else [comment.pk])

    assert client.post(url, {"body": "x"}).status_code == 302
    comment.refresh_from_db()
    assert comment.body == "Well said"


def test_menu_says_how_many_wait(client, moderator, say):
    say(state=State.WAITING)

    shown = client.get("/admin/").text

    assert "Comments (1)" in shown
    assert "1 comment waits" in shown


def test_members_and_other_staff_do_not_moderate(client, say, make_user):
    comment = say(state=State.WAITING)
    user = make_user("shop@example.org")
    user.groups.add(Group.objects.get(name="Shop managers"))
    client.force_login(user)

    assert client.get(LIST).status_code == 302
    client.post(action("approve", [comment.pk]))
    assert Comment.objects.get().state == State.WAITING
    assert "Waiting comments" not in client.get("/admin/").text


def test_editors_moderate_too(client, say, make_user):
    comment = say(state=State.WAITING)
    user = make_user("editor@example.org")
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)

    client.post(action("approve", [comment.pk]))

    assert Comment.objects.get().state == State.APPROVED


def test_list_queries_do_not_grow(client, moderator, say, member):
    counts = []
    for number in (1, 3):
        for turn in range(number):
            say(f"{number}.{turn}", author=Author(user=member))
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("ids", [["x"], ["9" * 40], ["-1"], []])
def test_odd_ids_do_no_harm(client, moderator, ids):
    assert client.get(action("approve", ids)).status_code in (200, 302, 404)
