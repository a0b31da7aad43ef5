"""Who may comment, and what the author of a comment may do with it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from community.comments.exceptions import BlockedHere, MayNotWrite
from community.comments.models import Comment
from community.members import relations
from community.moderation import sanctions
from community.moderation.exceptions import Silenced


def may_edit(comment: Comment, *, now: datetime) -> bool:
    """Its author may change it for COMMENT_EDIT_MINUTES after writing it; deleting it has no end."""
    return now - comment.created_at < timedelta(minutes=settings.COMMENT_EDIT_MINUTES)


def check_may_comment(user: Any, *, page: Any, answers: Comment | None, now: datetime) -> None:
    """Raises MayNotWrite for a silenced member, BlockedHere when whoever is answered and the member are apart.

    Two queries at most, none for guests.
    """
    if not user.is_authenticated:
        return
    try:
        sanctions.check_may_write(user, now)
    except Silenced as refusal:
        raise MayNotWrite(refusal.message) from refusal
    people = {*page.comment_author_ids(), *([answers.user_id] if answers and answers.user_id else [])}
    if people & relations.blocked_ids(user):
        raise BlockedHere
