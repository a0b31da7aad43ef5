"""Members report things: once each, what they see, never their own."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.comments import threads
from community.moderation.exceptions import NotReportable, OwnThing
from community.moderation.models import Case, Report, State
from community.moderation.tests.conftest import report


@pytest.fixture
def url(comment):
    return f"/en/report/comment/{comment.pk}/"


def test_reports_of_one_thing_are_one_case(ada, make_member, comment, troll):
    report(ada, comment)
    report(make_member("bob"), comment, reason="spam")

    case = Case.objects.get()
    assert (case.kind, case.key, case.member, case.state) == ("comment", str(comment.pk), troll, State.OPEN)
    assert sorted(case.reports.values_list("reason", flat=True)) == ["insult", "spam"]


def test_member_who_reports_again_replaces_what_they_said(ada, comment):
    report(ada, comment)
    report(ada, comment, reason="hate", text="Worse")

    assert list(Report.objects.values_list("reason", "text")) == [("hate", "Worse")]


def test_database_refuses_a_second_report(ada, case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(case=case, reporter=ada, reason="spam", created_at=timezone.now())


def test_own_thing_cannot_be_reported(troll, comment):
    with pytest.raises(OwnThing):
        report(troll, comment)


def test_what_the_member_cannot_see_cannot_be_reported(ada, comment, make_post):
    page = make_post("Other").get_parent()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)

    with pytest.raises(NotReportable):
        report(ada, comment)


def test_new_report_opens_a_closed_case_again(ada, make_member, case, comment):
    Case.objects.update(state=State.CLOSED, closed_at=timezone.now())

    report(make_member("bob"), comment)

    case.refresh_from_db()
    assert (case.state, case.closed_at) == (State.OPEN, None)


def test_case_is_closed_when_the_thing_is_gone(case, comment):
    comment.delete()

    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_report_by_form(client, ada, url, comment):
    client.force_login(ada)

    page = client.get(url)
    answer = client.post(url, {"reason": "spam", "text": "Buy now"})

    assert b"You are all fools" in page.content
    assert answer["Location"].endswith(f"#comment-{comment.pk}")
    assert Report.objects.get().text == "Buy now"


@pytest.mark.parametrize("data", [{}, {"reason": "nonsense"}, {"reason": "spam", "text": "x" * 1_001}])
def test_wrong_form_is_shown_again(client, ada, url, data):
    client.force_login(ada)

    answer = client.post(url, data)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Report.objects.exists()


@pytest.mark.parametrize("address", ["comment/0", "comment/x", "unicorn/1", "post/1"])
def test_unknown_thing_is_404(client, ada, address):
    client.force_login(ada)

    assert client.get(f"/en/report/{address}/").status_code == 404


def test_own_and_hidden_comments_are_404(client, troll, ada, url, comment):
    client.force_login(troll)
    own = client.get(url).status_code
    client.force_login(ada)
    threads.hide(comment_ids=[comment.pk])

    assert (own, client.get(url).status_code) == (404, 404)


def test_u11_visitors_are_sent_to_log_in(client, url):
    assert client.get(url)["Location"] == f"/en/account/login/?next={url}"


def test_too_many_reports_are_429(client, ada, url):
    with time_machine.travel("2026-03-01 12:00", tick=False):
        client.force_login(ada)
        answers = [client.post(url, {"reason": "spam"}).status_code for _time in range(21)]

    assert answers == [302] * 20 + [429]
