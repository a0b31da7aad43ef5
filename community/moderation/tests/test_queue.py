"""The queue in the admin: for moderators only, the same number of queries for few and many cases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.comments import threads
from community.comments.models import Comment, State
from community.moderation import sanctions
from community.moderation.models import Case, Sanction
from community.moderation.tests.conftest import report

QUEUE = "/admin/moderation/"
ADDRESSES = ["", "results/", "cases/{case}/", "sanctions/", "sanctions/results/", "log/", "log/results/"]


@pytest.fixture
def in_admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def many_cases(ada, troll, comment):
    """A function that reports so many further comments."""

    def make(number):
        for one in range(number):
            other = threads.post_comment(
                translation_key=comment.thread.translation_key,
                author=threads.Author(user=troll),
                body=f"Insult {one}",
                language="en",
                state=State.APPROVED,
                now=timezone.now(),
            )
            report(ada, other)

    return make


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("group", ["Editors", "Instructors", "Shop managers", "Support"])
def test_u11_others_are_kept_out(client, make_member, case, address, group):
    client.force_login(make_member("other", groups=[group]))

    assert client.get(QUEUE + address.format(case=case.pk)).status_code in (302, 403)


@pytest.mark.parametrize("address", ADDRESSES)
def test_moderators_see_every_list(in_admin, case, address):
    assert in_admin.get(QUEUE + address.format(case=case.pk)).status_code == 200


def test_queue_names_what_is_reported_and_by_whom_it_is(in_admin, case):
    page = in_admin.get(QUEUE).content.decode()

    assert "You are all fools" in page
    assert "Troll" in page
    assert "Moderation (1)" in page


def test_queue_leads_to_comments_that_wait(in_admin, case):
    Comment.objects.update(state=State.WAITING)

    assert "Comments: 1 waits for approval" in in_admin.get(QUEUE).content.decode()


def test_queue_needs_as_many_queries_for_many_cases(in_admin, case, many_cases):
    in_admin.get(QUEUE)
    with CaptureQueriesContext(connection) as few:
        in_admin.get(QUEUE)
    many_cases(8)
    in_admin.get(QUEUE)
    with CaptureQueriesContext(connection) as many:
        in_admin.get(QUEUE)

    assert len(few) == len(many)


def test_case_is_decided_by_form(in_admin, case, troll):
    data = {"action": "hide", "note": "", "sanction": "silence", "days": "7", "reason": "Be kind"}

    answer = in_admin.post(f"{QUEUE}cases/{case.pk}/", data)

    assert answer["Location"] == QUEUE
    assert Comment.objects.get().state == State.HIDDEN
    assert Sanction.objects.get().user == troll


@pytest.mark.parametrize(
    "data", [{}, {"action": "unicorn"}, {"action": "keep", "sanction": "silence"}, {"action": "keep", "days": "x"}]
)
def test_wrong_decision_is_shown_again(in_admin, case, data):
    answer = in_admin.post(f"{QUEUE}cases/{case.pk}/", data)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Case.objects.get().closed_at is None


def test_sanction_of_staff_is_refused_with_a_reason(in_admin, case, troll):
    troll.is_staff = True
    troll.save()
    data = {"action": "keep", "sanction": "warn", "reason": "Be kind"}

    answer = in_admin.post(f"{QUEUE}cases/{case.pk}/", data)

    assert "administrator" in answer.content.decode()
    assert not Sanction.objects.exists()


def test_sanction_is_lifted_in_the_list(in_admin, moderator, troll):
    sentence = sanctions.Sentence(kind=Sanction.Kind.SILENCE, reason="Be kind")
    sanction = sanctions.give(member=troll, sentence=sentence, moderator=moderator, now=timezone.now())

    page = in_admin.get(f"{QUEUE}sanctions/").content.decode()
    in_admin.post(f"{QUEUE}sanctions/{sanction.pk}/lift/")

    assert f"{QUEUE}sanctions/{sanction.pk}/lift/" in page
    sanctions.check_may_write(troll)


def test_lifting_is_no_get(in_admin):
    assert in_admin.get(f"{QUEUE}sanctions/1/lift/").status_code == 405
