import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.activity import digests, kinds, mail_choices, mailing, notices, stopping
from community.activity.models import Mail, MailChoice, Notice
from community.activity.notices import NoticeKind, notify
from stoa.accounts.models import User

FRIDAY = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
SATURDAY_MORNING = datetime(2026, 11, 21, 7, 1, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 11, 23, 7, 1, tzinfo=UTC)


@pytest.fixture
def registry(monkeypatch):
    """Only the kinds of these tests."""
    monkeypatch.setattr(kinds, "_kinds", {})
    for mail in Mail:
        notices.register(
            NoticeKind(name=mail, label=f"News {mail}", sentence="{actor} moved {thing}", default_mail=mail)
        )


@pytest.fixture
def post(make_post):
    return make_post("Planes")


@pytest.fixture
def tell(registry, post, bob):
    """A function that tells somebody what Bob did with the post: tell(ann, Mail.DAILY)."""

    def call(recipient, kind, *, now=FRIDAY, thing=post, **more):
        key = str(thing.translation_key)
        return notify(recipient=recipient, kind=kind, actor=bob, target_kind="post", target_key=key, now=now, **more)

    return call


def links(message):
    return message.extra_headers["List-Unsubscribe"].strip("<>")


def test_notice_is_mailed_at_once(ann, tell, sent, post):
    (message,) = sent(tell, ann, Mail.AT_ONCE)

    assert message.to == ["ann@example.org"]
    assert message.subject == "Bob moved Planes"
    assert f"http://testserver{post.url}" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert links(message) in message.body
    assert Notice.objects.get().mailed_at


@pytest.mark.parametrize("kind", [Mail.NEVER, Mail.DAILY, Mail.WEEKLY])
def test_other_notices_are_not(ann, tell, sent, kind):
    assert sent(tell, ann, kind) == []


def test_mail_is_in_the_members_language(ann, tell, sent):
    ann.language = "es"
    ann.save()

    (message,) = sent(tell, ann, Mail.AT_ONCE)

    assert links(message).startswith("http://testserver/es/")


def test_language_of_what_happened_is_for_members_without_one(ann, tell, sent):
    (message,) = sent(tell, ann, Mail.AT_ONCE, facts={"language": "bg"})

    assert links(message).startswith("http://testserver/bg/")


def test_mail_is_sent_once_when_the_task_comes_twice(ann, tell, sent):
    sent(tell, ann, Mail.AT_ONCE)

    assert sent(mailing.send, notice_id=Notice.objects.get().pk, now=FRIDAY) == []


def test_what_was_read_or_refused_meanwhile_is_not_mailed(ann, tell, sent, post):
    tell(ann, Mail.AT_ONCE)
    Notice.objects.update(read_at=FRIDAY)
    assert sent(mailing.send, notice_id=Notice.objects.get().pk, now=FRIDAY) == []

    Notice.objects.update(read_at=None)
    mail_choices.choose(member=ann, mails={Mail.AT_ONCE: Mail.NEVER})
    assert sent(mailing.send, notice_id=Notice.objects.get().pk, now=FRIDAY) == []


def test_sweep_mails_what_was_forgotten_lately(ann, bob, tell, sent, time_machine):
    time_machine.move_to(FRIDAY, tick=False)
    tell(ann, Mail.AT_ONCE, now=FRIDAY - timedelta(minutes=3))
    tell(bob, Mail.AT_ONCE, now=FRIDAY - timedelta(days=3))

    assert [message.to for message in sent(mailing.send_forgotten)] == [["ann@example.org"]]
    assert sent(mailing.send_forgotten) == []


def test_nothing_is_mailed_about_what_is_out_of_sight(ann, tell, sent, post):
    tell(ann, Mail.AT_ONCE)
    tell(ann, Mail.DAILY)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.GROUPS)

    assert sent(mailing.send, notice_id=Notice.objects.get(mail=Mail.AT_ONCE).pk, now=FRIDAY) == []
    assert sent(digests.send_all, now=SATURDAY_MORNING) == []
    assert not Notice.objects.to_be_mailed().exists()


def test_digest_gathers_a_day(ann, bob, tell, sent, make_post):
    tell(ann, Mail.DAILY)
    tell(ann, Mail.DAILY, thing=make_post("Saws"), now=FRIDAY + timedelta(hours=1))
    tell(ann, Mail.DAILY, thing=make_post("Later"), now=SATURDAY_MORNING + timedelta(hours=1))
    tell(ann, Mail.WEEKLY)

    (message,) = sent(digests.send_all, now=SATURDAY_MORNING)

    assert message.subject == "2 pieces of news from Stoa"
    assert message.body.index("Bob moved Saws") < message.body.index("Bob moved Planes")
    assert "Later" not in message.body
    assert sent(digests.send_all, now=SATURDAY_MORNING) == []


def test_digest_waits_for_the_end_of_the_day_and_week(ann, tell, sent):
    tell(ann, Mail.DAILY)
    tell(ann, Mail.WEEKLY)

    assert sent(digests.send_all, now=FRIDAY + timedelta(hours=15)) == []
    assert len(sent(digests.send_all, now=SATURDAY_MORNING)) == 1
    assert sent(digests.send_all, now=MONDAY_MORNING - timedelta(minutes=2)) == []
    assert len(sent(digests.send_all, now=MONDAY_MORNING)) == 1
    assert not Notice.objects.to_be_mailed().exists()


def test_digest_that_was_missed_comes_with_the_next_run(ann, tell, sent):
    tell(ann, Mail.DAILY)

    assert len(sent(digests.send_all, now=SATURDAY_MORNING + timedelta(days=5))) == 1


def test_member_who_is_gone_gets_no_digest(ann, tell, sent):
    tell(ann, Mail.DAILY)
    User.objects.filter(pk=ann.pk).update(is_active=False)

    assert sent(digests.send_all, now=SATURDAY_MORNING) == []
    assert sent(digests.send_all, now=MONDAY_MORNING) == []


def test_long_digest_says_how_many_more(ann, tell, sent, make_post, monkeypatch):
    monkeypatch.setattr(digests, "LISTED_AT_MOST", 1)
    for title in ("One", "Two", "Three"):
        tell(ann, Mail.DAILY, thing=make_post(title))

    (message,) = sent(digests.send_all, now=SATURDAY_MORNING)

    assert message.subject == "3 pieces of news from Stoa"
    assert "and 2 more" in message.body


def test_digests_cost_the_same_for_many_notices(ann, bob, tell, make_post, django_assert_max_num_queries):
    for number in range(12):
        tell(ann if number else bob, Mail.DAILY, thing=make_post(f"Post {number}"))

    with django_assert_max_num_queries(12):
        digests.send(member_id=ann.pk, now=SATURDAY_MORNING)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_send_one_digest(registry):
    ann, bob = (User.objects.create_user(f"{name}@example.org", "pw") for name in ("ann", "bob"))
    for recipient, actor in ((ann, bob), (bob, ann)):
        notify(recipient=recipient, kind=Mail.DAILY, actor=actor, now=FRIDAY)
    start = threading.Barrier(4)

    def work():
        try:
            start.wait(timeout=10)
            digests.send_all(now=SATURDAY_MORNING)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(message.to[0] for message in outgoing.outbox) == ["ann@example.org", "bob@example.org"]


def test_one_click_stops_the_mails_of_a_kind(ann, tell, sent, client):
    client.handler.enforce_csrf_checks = True
    (message,) = sent(tell, ann, Mail.AT_ONCE)

    asked = client.get(links(message))
    untouched = MailChoice.objects.count()
    done = [client.post(links(message), {"List-Unsubscribe": "One-Click"}) for _turn in range(2)]

    assert (asked.status_code, untouched) == (200, 0)
    assert "News at_once" in asked.text
    assert [answer.status_code for answer in done] == [200, 200]
    assert mail_choices.choices_of(ann)[Mail.AT_ONCE] == Mail.NEVER
    assert mail_choices.choices_of(ann)[Mail.DAILY] == Mail.DAILY


def test_one_click_stops_digests_but_not_what_is_mailed_at_once(ann, tell, sent, client):
    tell(ann, Mail.DAILY)
    (message,) = sent(digests.send_all, now=SATURDAY_MORNING)

    client.post(links(message))

    assert mail_choices.choices_of(ann) == {
        Mail.NEVER: Mail.NEVER,
        Mail.AT_ONCE: Mail.AT_ONCE,
        Mail.DAILY: Mail.NEVER,
        Mail.WEEKLY: Mail.NEVER,
    }


def test_link_that_was_tampered_with_is_404(ann, registry, client):
    address = stopping.stop_url(member=ann, kind=Mail.DAILY, language="en")
    token = address.rstrip("/").rpartition("/")[2]
    body, _colon, signature = token.rpartition(":")
    forged = [
        "x", body, f"{body}:", f"{body}:{signature[::-1]}", f"{body[:-1]}A:{signature}", token.upper(), token + "A",
    ]  # fmt: skip

    statuses = [client.post(reverse("notices:stop_mails", args=[text])).status_code for text in forged]

    assert statuses == [404] * len(forged)
    assert not MailChoice.objects.exists()


def test_link_of_a_member_who_is_gone_is_404_and_of_a_kind_that_is_gone_does_nothing(ann, registry, client):
    of_kind = stopping.stop_url(member=ann, kind="old", language="en")
    assert client.post(of_kind).status_code == 200
    assert not MailChoice.objects.exists()

    ann.delete()

    assert client.post(of_kind).status_code == 404
