"""Comments that come from elsewhere: another site's export, the demo. No mail is sent about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from community.comments import threads
from community.comments.models import Comment, State
from community.comments.threads import Author
from stoa.core import markup


@dataclass(frozen=True, kw_only=True)
class ImportedComment:
    """A comment as another place knew it.

    `key` names it for ever and must be unique over all imports ("wordpress:example.org:17"); `answers_key` is the
    key of the comment it replies to, at any depth. `body` is Markdown; where there is only HTML, give `html`, which
    is made safe.
    """

    key: str
    author: Author
    created_at: datetime
    language: str
    body: str = ""
    html: str = ""
    state: State = State.APPROVED
    answers_key: str = ""


@transaction.atomic
def import_comments(*, translation_key: UUID, comments: Sequence[ImportedComment]) -> int:
    """Write or renew these comments under one thing; a second call with the same changes nothing.

    Answers come after what they answer. Returns how many rows were new or changed. A comment that answers one unknown
    here stands at the top level. What was edited, deleted or moderated here stays.
    """
    thread = threads.lock_thread(translation_key=translation_key)
    known = {comment.import_key: comment for comment in thread.comments.exclude(import_key="")}
    written = 0
    for imported in comments:
        comment = known.get(imported.key) or Comment(thread=thread, import_key=imported.key)
        before = _facts(comment)
        _fill(comment, imported, known.get(imported.answers_key))
        if comment.pk is None or _facts(comment) != before:
            comment.save()
            written += 1
        known[imported.key] = comment
    if written:
        threads.recount(thread)
        threads.purge(thread)
    return written


_COPIED = ("body", "body_html", "state", "language", "created_at", "announced_at", "answers_id", "parent_id")
_FIELDS = (*_COPIED, "user_id", "is_guest", "guest_name", "guest_email")


def _facts(comment: Comment) -> list[object]:
    return [getattr(comment, name) for name in _FIELDS]


def _fill(comment: Comment, imported: ImportedComment, answers: Comment | None) -> None:
    for name, value in imported.author.fields.items():
        setattr(comment, name, value)
    comment.language = imported.language
    comment.created_at = imported.created_at
    comment.announced_at = imported.created_at
    if comment.state != State.DELETED and comment.edited_at is None:
        _fill_body(comment, imported)
    # A new comment is waiting by default; any other state is a decision that was made here.
    if comment.state == State.WAITING:
        comment.state = imported.state
    threads.place(comment, answers)


def _fill_body(comment: Comment, imported: ImportedComment) -> None:
    if not imported.html:
        comment.set_body(imported.body)
        return
    comment.body = markup.plain_text(imported.html)
    comment.body_html = markup.comment_html(imported.html)
