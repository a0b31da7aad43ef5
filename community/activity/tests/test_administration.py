import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.activity.models import Action
from stoa.accounts.models import User


@pytest.fixture
def log_in(client, make_member):
    """A function that logs in somebody of a group."""

    def enter(group):
        user = make_member(group.split()[0])
        user.groups.set(Group.objects.filter(name=group))
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def root(client, db):
    client.force_login(User.objects.create_superuser("root@example.org", "pw"))
    return client


def test_c05_list_says_who_did_what(log_in, ann, do, make_post):
    do(ann, "liked", make_post("Planes"))

    text = log_in("Moderators").get("/admin/activity/").text

    assert [word in text for word in ("Ann", "… likes …", "Planes", "Everybody")] == [True] * 4


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verb=liked", ["Planes"]),
        ("kind=member", ["Bob"]),
        ("audience=followers", []),
        ("created_at_from=2026-11-21", []),
        ("q=ann", ["Planes", "Bob"]),
        ("q=zoe", []),
        ("verb=sneezed", ["Planes", "Bob"]),
    ],
)
def test_c05_list_has_filters(root, ann, bob, do, make_post, query, found):
    do(ann, "liked", make_post("Planes"))
    do(ann, "followed", bob)

    answer = root.get(f"/admin/activity/?{query}")

    assert answer.status_code == 200
    assert sorted(action.told["thing"] for action in answer.context["object_list"]) == sorted(found)


def test_what_members_keep_to_themselves_is_for_superusers_only(log_in, root, ann, do):
    do(ann, "enrolled")

    seen_by_root = len(root.get("/admin/activity/").context["object_list"])
    seen_by_moderator = len(log_in("Moderators").get("/admin/activity/").context["object_list"])

    assert (seen_by_root, seen_by_moderator) == (1, 0)


@pytest.mark.parametrize(
    ("group", "looks", "deletes"),
    [("Moderators", 200, 302), ("Editors", 200, 302), ("Support", 302, 302), ("Instructors", 302, 302)],
)
def test_who_may_look_and_delete(log_in, ann, do, group, looks, deletes):
    do(ann)
    action = Action.objects.get()
    client = log_in(group)

    looked = client.get("/admin/activity/").status_code
    client.post(f"/admin/activity/delete/{action.pk}/")

    assert looked == looks
    assert Action.objects.exists() == (group != "Moderators")


def test_nobody_writes_actions_by_hand(root, ann, do):
    do(ann)
    action = Action.objects.get()

    addresses = ["/admin/activity/add/", f"/admin/activity/edit/{action.pk}/"]

    assert all(root.get(address).status_code in (302, 403, 404) for address in addresses)


def test_list_costs_the_same_for_few_and_many(root, ann, do, make_post):
    counts = []
    for numbers in ([0], range(1, 6)):
        for number in numbers:
            do(ann, "liked", make_post(f"Post {number}"))
        root.get("/admin/activity/")
        with CaptureQueriesContext(connection) as queries:
            root.get("/admin/activity/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
