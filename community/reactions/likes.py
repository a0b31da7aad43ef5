"""The only functions that write likes, and the questions about them.

Each holds the lock of the thing's count while it writes, so the count always equals the number of rows, however many
click at once. A thing is liked in all languages together.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Count, Q

from community.members import people, relations
from community.reactions import manners
from community.reactions.exceptions import Blocked, NotLikable, OwnThing
from community.reactions.models import Like, LikeCount
from community.reactions.signals import liked, unliked
from stoa.accounts.models import User
from stoa.core import pagecache, things
from stoa.core.access import Viewer
from stoa.core.exceptions import UnknownKind


def tag(kind: str, key: str) -> str:
    """What the page cache calls the number of likes of a thing."""
    return f"likes:{kind}:{key}"


@transaction.atomic
def like(*, user: User, kind: str, key: str) -> bool:
    """Answers whether it is new. Raises NotLikable when the member may not see it, OwnThing, Blocked when its owner."""
    shown = find_likable(user, kind, key)
    if shown.owner_id == user.pk and not manners.of(kind).is_for_owner:
        raise OwnThing
    if shown.owner_id and relations.is_blocked_between(user, User(pk=shown.owner_id)):
        raise Blocked
    count = _lock(kind, key)
    _row, is_new = Like.objects.get_or_create(user=user, kind=kind, key=key)
    if is_new:
        _store(count)
        pagecache.purge(people.profile_tag(user.pk))
        liked.send(Like, user=user, shown=shown)
    return is_new


@transaction.atomic
def unlike(*, user: User, kind: str, key: str) -> bool:
    """Answers whether there was a like to take back; also from what the member may not see any more."""
    count = _lock(kind, key)
    deleted, _models = Like.objects.filter(user=user, kind=kind, key=key).delete()
    if deleted:
        _store(count)
        pagecache.purge(people.profile_tag(user.pk))
        unliked.send(Like, user=user, kind=kind, key=key)
    return bool(deleted)


def counts(kind: str, keys: Collection[str]) -> dict[str, int]:
    """{key: number}; keys that nobody likes are left out. One query."""
    rows = LikeCount.objects.filter(kind=kind, key__in=keys, number__gt=0)
    return dict(rows.values_list("key", "number"))


def liked_by(user: User, kind: str, keys: Collection[str]) -> set[str]:
    """Those of the keys that the member likes. One query."""
    return set(Like.objects.filter(user=user, kind=kind, key__in=keys).values_list("key", flat=True))


def named(names: Iterable[tuple[str, str]]) -> Q:
    """The condition on rows about these (kind, key)."""
    keys: dict[str, list[str]] = {}
    for kind, key in names:
        keys.setdefault(kind, []).append(key)
    found = Q(pk=None)
    for kind, wanted in keys.items():
        found |= Q(kind=kind, key__in=wanted)
    return found


@transaction.atomic
def erase(*, user: User) -> None:
    """Take back every like of a member."""
    for kind, key in list(Like.objects.filter(user=user).order_by("kind", "key").values_list("kind", "key")):
        unlike(user=user, kind=kind, key=key)


def correct_counts() -> None:
    """Count again where the number does not equal the rows."""
    rows = Like.objects.values("kind", "key").annotate(rows=Count("pk"))
    true = {(row["kind"], row["key"]): row["rows"] for row in rows}
    for kind, key, number in LikeCount.objects.values_list("kind", "key", "number"):
        if true.pop((kind, key), 0) != number:
            _recount(kind, key)
    for kind, key in true:
        _recount(kind, key)


def forget(*, kind: str, key: str) -> None:
    """The thing is gone, and its likes with it."""
    Like.objects.filter(kind=kind, key=key).delete()
    LikeCount.objects.filter(kind=kind, key=key).delete()


def find_likable(viewer: Viewer, kind: str, key: str) -> things.Shown:
    """A thing that can be liked, and that the viewer may see. Raises NotLikable."""
    try:
        shown = things.find(kind, key, viewer) if things.kind(kind).is_likable else None
    except UnknownKind:
        shown = None
    if shown is None:
        raise NotLikable
    return shown


@transaction.atomic
def _recount(kind: str, key: str) -> None:
    _store(_lock(kind, key))


def _lock(kind: str, key: str) -> LikeCount:
    """The count of the thing, made if there is none, locked until the transaction ends."""
    LikeCount.objects.get_or_create(kind=kind, key=key)
    return LikeCount.objects.select_for_update().get(kind=kind, key=key)


def _store(count: LikeCount) -> None:
    """Set the number from the rows; the caller holds the lock."""
    count.number = Like.objects.filter(kind=count.kind, key=count.key).count()
    count.save(update_fields=["number"])
    pagecache.purge(tag(count.kind, count.key))
