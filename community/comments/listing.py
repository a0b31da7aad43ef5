"""The thread as a page shows it: plain values from one query, whatever the number of comments."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.comments.models import Comment

_VALUES = (
    "pk",
    "parent_id",
    "answers_id",
    "parent__created_at",
    "user_id",
    "user__display_name",
    "user__handle",
    "is_guest",
    "guest_name",
    "body_html",
    "language",
    "created_at",
    "edited_at",
)


@dataclass
class ShownComment:
    """A comment as the template needs it; one that `is_gone` only holds the place above its replies."""

    pk: int
    created_at: datetime
    name: str = ""
    html: SafeString = field(default_factory=SafeString)
    language: str = ""
    edited_at: datetime | None = None
    answers_name: str = ""
    reply_url: str = ""
    is_gone: bool = False
    is_waiting: bool = False
    replies: list[Self] = field(default_factory=list)


@dataclass(frozen=True)
class ShownThread:
    """The comments of one thing, oldest first, with their replies; `count` is of both."""

    comments: list[ShownComment]
    count: int


def thread_of(translation_key: UUID, *, add_url: str = "") -> ShownThread:
    """What everybody sees under this thing. `add_url` is where comments are written, or empty when they are closed."""
    rows = list(
        Comment.objects.approved().filter(thread__translation_key=translation_key).oldest_first().values(*_VALUES)
    )
    shown = {row["pk"]: _shown(row, add_url) for row in rows}
    tops: dict[int, ShownComment] = {}
    for row in rows:
        comment, parent_id = shown[row["pk"]], row["parent_id"]
        if parent_id is None:
            tops[comment.pk] = comment
            continue
        parent = shown.get(parent_id) or tops.get(parent_id)
        if parent is None:
            parent = tops[parent_id] = ShownComment(pk=parent_id, created_at=row["parent__created_at"], is_gone=True)
        parent.replies.append(comment)
        if row["answers_id"] != parent_id and row["answers_id"] in shown:
            comment.answers_name = shown[row["answers_id"]].name
    return ShownThread(sorted(tops.values(), key=lambda comment: (comment.created_at, comment.pk)), len(rows))


def show(comment: Comment) -> ShownComment:
    """One comment as its own author sees it right after writing."""
    return ShownComment(
        pk=comment.pk,
        created_at=comment.created_at,
        name=comment.author_name,
        html=comment.safe_html,
        language=comment.language,
        edited_at=comment.edited_at,
        is_waiting=not comment.is_shown,
    )


def _shown(row: dict[str, Any], add_url: str) -> ShownComment:
    html = mark_safe(row["body_html"])  # nosemgrep: no-mark-safe -- cleaned when it was written
    return ShownComment(
        pk=row["pk"],
        created_at=row["created_at"],
        name=_name(row),
        html=html,
        language=row["language"],
        edited_at=row["edited_at"],
        reply_url=f"{add_url}?reply={row['pk']}" if add_url else "",
    )


def _name(row: dict[str, Any]) -> str:
    """As `Comment.author_name` says it."""
    if row["is_guest"]:
        return row["guest_name"]
    return row["user__display_name"] or row["user__handle"] or _("Former member")
