"""What the demo's members have done: the stream tells of it as of the moment it bears."""

from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from django.db import models
from django.db.models import QuerySet

from community.activity import recording
from community.activity.models import Action, Notice
from community.bookmarks.models import Bookmark
from community.comments.models import Comment
from community.comments.subjects import KIND as COMMENT
from community.members.kinds import KIND as MEMBER
from community.members.models import Follow
from community.reactions.models import Like

# People come a few times in three days, and like or follow several things then; the newest post is older.
_VISITS = 4
_MINUTES = 3 * 24 * 60


def load_activity() -> None:
    """Posts, follows and likes tell of themselves; imported comments do not. A second load finds what was told."""
    comments = Comment.objects.approved().exclude(user=None).filter(import_key__startswith="demo:")
    for comment in comments.select_related("user"):
        if comment.user:
            key, at = str(comment.pk), comment.created_at
            recording.record(actor=comment.user, verb="commented", target_kind=COMMENT, target_key=key, now=at)


def spread_over_days(*, since: datetime, now: datetime) -> None:
    """Follows and likes made since this load began happened in the last three days, with what the stream and notices say
    of them; pictures were saved when their rows say. A few queries.
    """
    _date(Like.objects.filter(created_at__gte=since), lambda row: (row.user_id, row.kind, row.key), now)
    _date(
        Follow.objects.filter(created_at__gte=since), lambda row: (row.follower_id, MEMBER, str(row.followed_id)), now
    )
    actions = Action.objects.filter(created_at__gte=since, verb__in=("liked", "followed"))
    _date(actions, lambda row: (row.actor_id, row.kind, row.key), now)
    notices = Notice.objects.filter(created_at__gte=since, notice_kind__in=("liked", "new_follower"))
    _date(notices, _deed_told_of, now)
    _date_as_saved(Action.objects.filter(created_at__gte=since, verb="bookmarked"))


def _date_as_saved(actions: QuerySet[Action]) -> None:
    told = list(actions)
    saved_at = dict(Bookmark.objects.filter(pk__in=[int(action.key) for action in told]).values_list("pk", "saved_at"))
    for action in told:
        action.created_at = saved_at[int(action.key)]
    Action.objects.bulk_update(told, ["created_at"], batch_size=200)


def _deed_told_of(notice: Notice) -> tuple[Any, ...]:
    key = str(notice.recipient_id) if notice.kind == MEMBER else notice.key
    return notice.actor_id, notice.kind, key


def _date(rows: Any, deed_of: Any, now: datetime) -> None:
    found: list[models.Model] = list(rows)
    for row in found:
        row.created_at = _moment(deed_of(row), now)  # type: ignore[attr-defined]  # each of the four has it
    rows.model.objects.bulk_update(found, ["created_at"], batch_size=200)


def _moment(deed: tuple[Any, ...], now: datetime) -> datetime:
    """The same for the same deed, whatever row tells of it."""
    number = crc32(repr(deed).encode())
    visit = crc32(f"{deed[0]} {number % _VISITS}".encode()) % _MINUTES
    return now - timedelta(minutes=20 + visit + number % 7)
