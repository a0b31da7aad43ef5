"""What the demo's members have done: the stream tells of it as of the moment it bears."""

from community.activity import recording
from community.comments.models import Comment
from community.comments.subjects import KIND as COMMENT


def load_activity() -> None:
    """Posts, follows and likes tell of themselves; imported comments do not. A second load finds what was told."""
    comments = Comment.objects.approved().exclude(user=None).filter(import_key__startswith="demo:")
    for comment in comments.select_related("user"):
        if comment.user:
            key, at = str(comment.pk), comment.created_at
            recording.record(actor=comment.user, verb="commented", target_kind=COMMENT, target_key=key, now=at)
