"""The only functions that write comments.

Each holds the lock of its thread while it writes and counts again from the rows before it lets go, so the count
column always equals the number of approved comments. Imports write through `community.comments.importing`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Max, Q

from community.comments import announcing
from community.comments.exceptions import NotAnswerable
from community.comments.models import Comment, State, Thread
from stoa.core import pagecache

#: The same words by the same author within this time are one comment sent twice.
_TWICE_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Author:
    """A member (`user`), or a guest with a name and perhaps an e-mail address."""

    user: Any = None
    name: str = ""
    email: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        if self.user is not None:
            return {"user": self.user, "is_guest": False, "guest_name": "", "guest_email": ""}
        return {"user": None, "is_guest": True, "guest_name": self.name, "guest_email": self.email}


def post_comment(
    *,
    translation_key: UUID,
    author: Author,
    body: str,
    language: str,
    state: State,
    now: datetime,
    answers: Comment | None = None,
) -> Comment:
    """Write a new comment. A reply to a reply is shown below the same comment: there is one level.

    The same comment sent twice is written once; the first is returned.
    Raises NotAnswerable when the comment answered is not (or no longer) shown under the same thing.
    """
    comment = Comment(state=state, language=language, created_at=now, **author.fields)
    # Rendering takes time, in which nobody needs to wait for the thread.
    comment.set_body(body)
    return _write(comment, translation_key, answers)


@transaction.atomic
def _write(comment: Comment, translation_key: UUID, answers: Comment | None) -> Comment:
    comment.thread = thread = lock_thread(translation_key=translation_key)
    answers = _read_again(answers, thread)
    if twin := _twin(comment, answers):
        return twin
    place(comment, answers)
    comment.save()
    recount(thread)
    if comment.is_shown:
        announcing.announce_task.delay_on_commit(comment.pk)
    return comment


def _twin(comment: Comment, answers: Comment | None) -> Comment | None:
    """The same comment, written just now."""
    just_now = Comment.objects.filter(thread=comment.thread, created_at__gt=comment.created_at - _TWICE_WITHIN)
    same = {name: getattr(comment, name) for name in ("user", "is_guest", "guest_name", "guest_email", "body")}
    found: Comment | None = just_now.filter(**same, answers=answers).first()
    return found


def _read_again(answers: Comment | None, thread: Thread) -> Comment | None:
    """What is answered, as it stands under the thread's lock: it may have been hidden meanwhile."""
    if answers is None:
        return None
    shown = thread.comments.approved().filter(pk=answers.pk).first()
    if shown is None:
        raise NotAnswerable
    return shown


def approve(*, comment_ids: Iterable[int]) -> int:
    """Show these comments, and mail about those shown for the first time; returns how many changed."""
    return _change(comment_ids, State.APPROVED)


def hide(*, comment_ids: Iterable[int]) -> int:
    """Take these comments out of sight; they can be approved again."""
    return _change(comment_ids, State.HIDDEN)


def mark_spam(*, comment_ids: Iterable[int]) -> int:
    return _change(comment_ids, State.SPAM)


def delete(*, comment_ids: Iterable[int]) -> int:
    """Empty these comments for good; a row stays, so that replies keep their place."""
    return _change(comment_ids, State.DELETED)


def edit(*, comment: Comment, body: str, state: State, now: datetime) -> None:
    """Replace what a comment says; a deleted one stays empty. Who may do it and until when is asked before."""
    words = Comment(thread=comment.thread, state=state, edited_at=now)
    words.set_body(body)
    _rewrite(comment.pk, words)


@transaction.atomic
def _rewrite(comment_id: int, words: Comment) -> None:
    thread = lock_thread(translation_key=words.thread.translation_key)
    fresh = thread.comments.exclude(state=State.DELETED).get(pk=comment_id)
    fresh.body, fresh.body_html, fresh.edited_at = words.body, words.body_html, words.edited_at
    # Editing never makes visible what was not.
    if fresh.is_shown:
        fresh.state = words.state
    fresh.save(update_fields=["body", "body_html", "edited_at", "state"])
    recount(thread)
    purge(thread)


@transaction.atomic
def _change(comment_ids: Iterable[int], state: State) -> int:
    ids = list(comment_ids)
    threads = Thread.objects.filter(comments__in=ids).values("pk")
    changed = 0
    for thread in Thread.objects.select_for_update().filter(pk__in=threads).order_by("pk"):
        # Read under the lock: a deleted comment stays deleted, one already there is left alone.
        comments = thread.comments.filter(pk__in=ids).exclude(state__in=[state, State.DELETED])
        emptied = {"body": "", "body_html": ""} if state == State.DELETED else {}
        if state == State.APPROVED:
            for comment_id in comments.filter(announced_at=None).values_list("pk", flat=True):
                announcing.announce_task.delay_on_commit(comment_id)
        changed += comments.update(state=state, **emptied)
        recount(thread)
    return changed


def correct_counts() -> None:
    """Count again where the column does not equal the rows."""
    rows = Count("comments", filter=Q(comments__state=State.APPROVED))
    wrong = Thread.objects.annotate(rows=rows).exclude(rows=F("comment_count"))
    for key in list(wrong.values_list("translation_key", flat=True)):
        with transaction.atomic():
            recount(lock_thread(translation_key=key))


def lock_thread(*, translation_key: UUID) -> Thread:
    """The thread of this thing, made if there is none, locked until the transaction ends."""
    Thread.objects.get_or_create(translation_key=translation_key)
    return Thread.objects.select_for_update().get(translation_key=translation_key)


def place(comment: Comment, answers: Comment | None) -> None:
    """Put a comment below the one it answers, or below that one's own parent."""
    comment.answers = answers
    comment.parent_id = (answers.parent_id or answers.pk) if answers else None


def recount(thread: Thread) -> None:
    """Set the count and last date from the rows; the caller holds the thread's lock."""
    facts = thread.comments.approved().aggregate(comment_count=Count("pk"), last_comment_at=Max("created_at"))
    if (thread.comment_count, thread.last_comment_at) == (facts["comment_count"], facts["last_comment_at"]):
        return
    Thread.objects.filter(pk=thread.pk).update(**facts)
    purge(thread)
    pagecache.purge("comments:ranking")


def purge(thread: Thread) -> None:
    """Forget the kept pages that show this thread or its number."""
    pagecache.purge(f"comments:{thread.translation_key}")
