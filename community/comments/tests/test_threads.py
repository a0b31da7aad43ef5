import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone
from markdown_it import MarkdownIt

from community.comments import threads
from community.comments.exceptions import NotAnswerable
from community.comments.models import Comment, State, Thread
from community.comments.threads import Author
from stoa.core import markup

pytestmark = pytest.mark.django_db


def count():
    return Thread.objects.get().comment_count


def test_count_is_of_approved_comments(say):
    first = say()
    say("Me too", state=State.WAITING)
    say("Buy", state=State.SPAM)
    reply = say("Thanks", answers=first)

    assert count() == 2
    assert Thread.objects.get().last_comment_at == reply.created_at


@pytest.mark.parametrize(
    ("change", "expected"),
    [(threads.approve, 2), (threads.hide, 0), (threads.mark_spam, 0), (threads.delete, 0)],
)
def test_count_follows_every_change(say, change, expected):
    ids = [say("One").pk, say("Two", state=State.WAITING).pk]

    changed = change(comment_ids=ids)
    again = change(comment_ids=ids)

    assert count() == expected
    assert (changed > 0, again) == (True, 0)


def test_reply_to_reply_is_shown_on_the_same_level(say):
    first = say("One")
    second = say("Two", answers=first)

    third = say("Three", answers=second)

    assert (third.parent_id, third.answers_id) == (first.pk, second.pk)


def test_reply_needs_a_shown_comment_of_the_same_thread(say):
    waiting = say(state=State.WAITING)
    elsewhere = threads.post_comment(
        translation_key=uuid4(),
        author=Author(name="Bo"),
        body="There",
        language="en",
        state=State.APPROVED,
        now=timezone.now(),
    )

    for comment in (waiting, elsewhere):
        with pytest.raises(NotAnswerable):
            say("Yes", answers=comment)


def test_same_comment_sent_twice_is_written_once(say):
    now = timezone.now()

    first = say("Same", now=now)

    assert say("Same", now=now + timedelta(seconds=2)) == first
    assert say("Same", now=now + timedelta(hours=1)) != first


def test_delete_empties_for_good(say):
    comment = say("My address is 1 Main Street")

    threads.delete(comment_ids=[comment.pk])
    threads.approve(comment_ids=[comment.pk])

    comment.refresh_from_db()
    assert (comment.state, comment.body, comment.body_html) == (State.DELETED, "", "")


def test_edit_does_not_show_what_was_not_shown(say):
    comment = say(state=State.WAITING)

    threads.edit(comment=comment, body="*Better*", state=State.APPROVED, now=timezone.now())

    comment.refresh_from_db()
    assert (comment.state, comment.body_html) == (State.WAITING, "<p><em>Better</em></p>\n")
    assert comment.edited_at


def test_counts_are_corrected_from_rows(say):
    say()
    Thread.objects.update(comment_count=7)

    threads.correct_counts()

    assert count() == 1


def test_account_that_is_gone_leaves_its_comments(say, member):
    comment = say(author=Author(user=member))

    member.delete()

    comment.refresh_from_db()
    assert (comment.author_name, comment.author_email, count()) == ("Former member", "", 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_guest": True, "guest_name": ""},
        {"is_guest": False, "guest_name": "Ann"},
        {"guest_name": "Ann", "is_guest": True, "state": "odd"},
    ],
)
def test_database_refuses_impossible_comments(fields):
    thread = Thread.objects.create(translation_key=uuid4())

    with pytest.raises(IntegrityError):
        Comment.objects.create(thread=thread, body="x", language="en", **fields)


def test_database_refuses_two_threads_of_one_thing(say):
    say()

    with pytest.raises(IntegrityError):
        Thread.objects.create(translation_key=Thread.objects.get().translation_key)


def test_clean_refuses_a_second_level(say):
    reply = say("Two", answers=say("One"))

    with pytest.raises(ValidationError):
        Comment(thread=reply.thread, parent=reply).clean()


def test_most_commented_reads_the_column(say, django_assert_num_queries):
    say()
    quiet = Thread.objects.create(translation_key=uuid4())
    busy = Thread.objects.create(translation_key=uuid4(), comment_count=5)

    with django_assert_num_queries(1):
        ranking = [thread.comment_count for thread in Thread.objects.most_commented()]

    assert ranking == [5, 1]
    assert Thread.objects.counts([busy.translation_key, quiet.translation_key]) == {busy.translation_key: 5}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_count_is_exact_when_many_write_at_once():
    key = uuid4()

    def write(number):
        try:
            for turn in range(3):
                comment = threads.post_comment(
                    translation_key=key,
                    author=Author(name=f"Guest {number}"),
                    body=f"Number {turn}",
                    language="en",
                    state=State.APPROVED,
                    now=timezone.now(),
                )
                if turn == 0:
                    threads.hide(comment_ids=[comment.pk])
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[number]) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert Comment.objects.count() == 18
    assert count() == Comment.objects.approved().count() == 12


@pytest.fixture
def rendered(monkeypatch):
    """How deep in transactions the Markdown of comments was rendered, each time."""
    depths, really = [], MarkdownIt.render

    def render(self, text, env=None):
        depths.append(len(connection.savepoint_ids))
        return really(self, text, env)

    markup.comment_markdown.cache_clear()
    monkeypatch.setattr(MarkdownIt, "render", render)
    return depths


def test_o09_comment_is_rendered_once_and_outside_the_lock(client, page, typed, rendered):
    depth = len(connection.savepoint_ids)

    client.post(reverse("comments:post", args=[page.translation_key]), typed())

    assert rendered == [depth]


def test_o09_changed_comment_is_rendered_outside_the_lock(say, rendered):
    comment, depth = say(), len(connection.savepoint_ids)
    rendered.clear()

    threads.edit(comment=comment, body="Other words", state=State.APPROVED, now=timezone.now())

    assert rendered == [depth]
