"""What the author of a comment may do with it."""

from datetime import datetime, timedelta

from django.conf import settings

from community.comments.models import Comment


def may_edit(comment: Comment, *, now: datetime) -> bool:
    """Its author may change it for COMMENT_EDIT_MINUTES after writing it; deleting it has no end."""
    return now - comment.created_at < timedelta(minutes=settings.COMMENT_EDIT_MINUTES)
