"""What comments hold about a member."""

from community.comments import threads
from community.comments.models import Comment, MailRefusal
from stoa.accounts import privacy
from stoa.accounts.models import User


def register() -> None:
    written = privacy.rows(Comment, "user", "body", "language", "state", "created_at", "edited_at")
    privacy.register(privacy.Data(model=Comment, export=written, erase=_erase_comments))
    privacy.register(privacy.Data(model=MailRefusal, export=_refusals, erase=_erase_refusals))


def _erase_comments(user: User, keep_content: bool) -> None:
    """Replies keep their place: a comment is emptied, or stays as a former member's."""
    if not keep_content:
        threads.delete(comment_ids=Comment.objects.filter(user=user).values_list("pk", flat=True))


def _refusals(user: User) -> list[privacy.Row]:
    refusals = MailRefusal.objects.filter(email=user.email).order_by("pk")
    return [dict(row) for row in refusals.values("email", "thread__translation_key", "created_at")]


def _erase_refusals(user: User, keep_content: bool) -> None:
    MailRefusal.objects.filter(email=user.email).delete()
