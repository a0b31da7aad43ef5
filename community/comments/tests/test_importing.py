from datetime import UTC, datetime
from uuid import uuid4

import pytest

from community.comments import threads
from community.comments.importing import ImportedComment, import_comments
from community.comments.models import Comment, State, Thread
from community.comments.threads import Author

pytestmark = pytest.mark.django_db


def imported(number, **fields):
    facts = {
        "key": f"elsewhere:{number}",
        "author": Author(name="Ann", email="ann@example.org"),
        "created_at": datetime(2020, 1, number, tzinfo=UTC),
        "language": "en",
        "body": f"Comment {number}",
    }
    return ImportedComment(**(facts | fields))


def test_import_twice_changes_nothing():
    key = uuid4()
    comments = [imported(1), imported(2, answers_key="elsewhere:1"), imported(3, answers_key="elsewhere:2")]

    assert import_comments(translation_key=key, comments=comments) == 3
    assert import_comments(translation_key=key, comments=comments) == 0

    first, second, third = Comment.objects.oldest_first()
    thread = Thread.objects.get(translation_key=key)
    assert (second.parent, third.parent, third.answers) == (first, first, second)
    assert (thread.comment_count, thread.last_comment_at) == (3, third.created_at)


def test_import_keeps_what_moderators_decided():
    key = uuid4()
    import_comments(translation_key=key, comments=[imported(1), imported(2)])
    threads.hide(comment_ids=[Comment.objects.get(import_key="elsewhere:1").pk])

    import_comments(translation_key=key, comments=[imported(1), imported(2, body="Changed there")])

    first, second = Comment.objects.oldest_first()
    assert (first.state, second.body) == (State.HIDDEN, "Changed there")
    assert Thread.objects.get().comment_count == 1


def test_imported_html_is_made_safe():
    html = '<p onclick="x()">Hi <script>alert(1)</script><a href="javascript:x()">there</a></p>'

    import_comments(translation_key=uuid4(), comments=[imported(1, html=html)])

    assert Comment.objects.get().body_html == '<p>Hi <a rel="nofollow ugc noopener">there</a></p>'
