import threading
from datetime import timedelta

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from community.activity import kinds, mail_choices, notices
from community.activity.exceptions import UnknownKindError
from community.activity.models import Mail, Notice
from community.activity.tests.conftest import NOW
from community.members import relations
from community.members.models import Follow
from stoa.accounts.models import User


@pytest.fixture
def news(monkeypatch):
    """A kind of notice for tests."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    notices.register(notices.NoticeKind(name="news", label="News", sentence="{actor} moved {thing}"))
    return "news"


@pytest.fixture
def tell(news, make_post, bob):
    """A function that tells somebody of what Bob did with a post: tell(ann, minutes=5)."""
    post = make_post("Planes")

    def notify(recipient, *, actor=bob, minutes=0, thing=post, **more):
        return notices.notify(
            recipient=recipient,
            kind=news,
            actor=actor,
            target_kind="post",
            target_key=str(thing.translation_key),
            now=NOW - timedelta(minutes=minutes),
            **more,
        )

    notify.post = post
    return notify


def test_member_is_told(ann, bob, tell):
    assert tell(ann, facts={"place": "shed"})

    notice = Notice.objects.get()
    assert (notice.recipient, notice.actor, notice.kind, notice.facts) == (ann, bob, "post", {"place": "shed"})
    assert (notice.mail, notice.read_at, notice.mailed_at) == (Mail.DAILY, None, None)


def test_unknown_kind_is_an_error(ann):
    with pytest.raises(UnknownKindError):
        notices.notify(recipient=ann, kind="unicorn")


def test_nobody_is_told_of_themselves(bob, tell):
    assert tell(bob) is False


def test_nobody_is_told_who_is_gone(ann, tell):
    ann.is_active = False

    assert tell(ann) is False


@pytest.mark.parametrize("who_blocks", ["recipient", "actor"])
def test_blocked_members_are_not_heard_of(ann, bob, tell, who_blocks):
    one, other = (ann, bob) if who_blocks == "recipient" else (bob, ann)
    relations.block(blocker=one, blocked=other)

    assert tell(ann) is False


def test_muted_members_are_not_heard_of_but_hear(ann, bob, tell):
    relations.mute(muter=ann, muted=bob)

    assert tell(ann) is False
    assert tell(bob, actor=ann)


def test_block_takes_back_what_was_told(ann, bob, tell, make_member):
    tell(ann)
    tell(bob, actor=ann)
    tell(ann, actor=make_member("Cyd"))

    relations.block(blocker=ann, blocked=bob)

    assert [notice.actor.display_name for notice in Notice.objects.all()] == ["Cyd"]


def test_nobody_is_told_of_what_they_may_not_see(ann, tell):
    PageViewRestriction.objects.create(page=tell.post, restriction_type=PageViewRestriction.GROUPS)

    assert tell(ann) is False


def test_same_news_is_told_once_while_unread_and_once_a_day(ann, tell):
    day = 24 * 60
    assert tell(ann, minutes=3 * day)
    assert tell(ann, minutes=day + 1) is False
    Notice.objects.update(read_at=NOW)

    assert [tell(ann, minutes=day), tell(ann, minutes=5)] == [True, False]
    Notice.objects.update(read_at=NOW)
    assert tell(ann, minutes=1) is False


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_same_news_at_once_is_told_once(news):
    ann, bob = (User.objects.create_user(f"{name}@example.org", "pw") for name in ("ann", "bob"))
    start = threading.Barrier(5)
    answers = []

    def write():
        try:
            start.wait(timeout=10)
            answers.append(notices.notify(recipient=ann, kind=news, actor=bob, now=NOW))
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _number in range(5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(answers) == [False] * 4 + [True]
    assert Notice.objects.count() == 1


def test_notice_goes_with_its_thing(ann, tell):
    tell(ann)

    tell.post.delete()

    assert not Notice.objects.exists()


@pytest.mark.parametrize("who", ["recipient", "actor"])
def test_notice_goes_with_its_people(ann, bob, tell, who):
    tell(ann)

    (ann if who == "recipient" else bob).delete()

    assert not Notice.objects.exists()


def test_new_follower_is_told_once(ann, bob):
    for _turn in range(3):
        relations.follow(follower=ann, followed=bob)
        relations.unfollow(follower=ann, followed=bob)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.actor, notice.notice_kind, notice.key) == (bob, ann, "new_follower", str(ann.pk))
    assert not Follow.objects.exists()


def test_choice_of_mail_holds_for_notices_that_wait(ann, tell, news):
    tell(ann)
    mail_choices.choose(member=ann, mails={news: Mail.WEEKLY})
    waiting = Notice.objects.get().mail

    Notice.objects.update(read_at=NOW - timedelta(days=2), created_at=NOW - timedelta(days=3))
    tell(ann)

    assert waiting == Mail.WEEKLY
    assert list(Notice.objects.order_by("pk").values_list("mail", flat=True)) == [Mail.WEEKLY, Mail.WEEKLY]


def test_refusing_digests_leaves_what_is_mailed_at_once(ann, news, tell):
    notices.register(notices.NoticeKind(name="alarm", label="Alarm", sentence="!", default_mail=Mail.AT_ONCE))
    tell(ann)

    mail_choices.refuse_digests(member=ann)

    assert mail_choices.choices_of(ann) == mail_choices.choices_of(ann) | {"news": Mail.NEVER, "alarm": Mail.AT_ONCE}
    assert Notice.objects.get().mail == Mail.NEVER
    mail_choices.choose(member=ann, mails={news: Mail.DAILY})
    assert mail_choices.choices_of(ann)[news] == Mail.DAILY
