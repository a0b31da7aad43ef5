"""The only functions that write who follows, mutes and blocks whom, and the questions about it.

What makes a row locks both members first, in the order of their keys: a block and a follow at the same moment never
both stand. Followers are counted from the rows, so that the numbers are always true.
"""

from django.db import transaction
from django.db.models import Q

from community.members import signals
from community.members.exceptions import Blocked, GoneMember, WithOneself
from community.members.models import Block, Follow, Mute
from stoa.accounts.models import User
from stoa.core.access import Viewer


@transaction.atomic
def follow(*, follower: User, followed: User) -> bool:
    """Answers whether it is new. Raises WithOneself, Blocked or GoneMember."""
    _lock(follower, followed)
    if is_blocked_between(follower, followed):
        raise Blocked
    _row, is_new = Follow.objects.get_or_create(follower=follower, followed=followed)
    if is_new:
        signals.followed.send(Follow, follower=follower, followed=followed)
    return is_new


def unfollow(*, follower: User, followed: User) -> bool:
    """Answers whether there was a follow to end."""
    gone, _by_model = Follow.objects.filter(follower=follower, followed=followed).delete()
    return bool(gone)


@transaction.atomic
def mute(*, muter: User, muted: User) -> bool:
    """Answers whether it is new; the muted one does not learn of it. Raises WithOneself or GoneMember."""
    _lock(muter, muted)
    _row, is_new = Mute.objects.get_or_create(muter=muter, muted=muted)
    return is_new


def unmute(*, muter: User, muted: User) -> bool:
    """Answers whether there was a mute to end."""
    gone, _by_model = Mute.objects.filter(muter=muter, muted=muted).delete()
    return bool(gone)


@transaction.atomic
def block(*, blocker: User, blocked: User) -> bool:
    """Answers whether it is new. Neither follows the other any longer. Raises WithOneself or GoneMember."""
    _lock(blocker, blocked)
    Follow.objects.filter(Q(follower=blocker, followed=blocked) | Q(follower=blocked, followed=blocker)).delete()
    _row, is_new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    if is_new:
        signals.blocked.send(Block, blocker=blocker, blocked=blocked)
    return is_new


def unblock(*, blocker: User, blocked: User) -> bool:
    """Answers whether there was a block to end. Old follows do not come back."""
    gone, _by_model = Block.objects.filter(blocker=blocker, blocked=blocked).delete()
    return bool(gone)


def is_blocked_between(one: Viewer, other: Viewer) -> bool:
    """Has either of the two blocked the other?"""
    if one.pk is None or other.pk is None:
        return False
    either = Q(blocker=one.pk, blocked=other.pk) | Q(blocker=other.pk, blocked=one.pk)
    return Block.objects.filter(either).exists()


def blocked_ids(user: Viewer) -> set[int]:
    """Whom this user has blocked and who has blocked this user."""
    if user.pk is None:
        return set()
    rows = Block.objects.filter(Q(blocker=user.pk) | Q(blocked=user.pk)).values_list("blocker", "blocked")
    return {key for pair in rows for key in pair} - {user.pk}


def muted_ids(user: Viewer) -> set[int]:
    """Whom this user has muted."""
    return set(Mute.objects.filter(muter=user.pk).values_list("muted", flat=True)) if user.pk else set()


def followed_ids(user: Viewer) -> set[int]:
    """Whom this user follows."""
    return set(Follow.objects.filter(follower=user.pk).values_list("followed", flat=True)) if user.pk else set()


def _lock(one: User, other: User) -> None:
    """Hold both until the transaction ends; other rows may still refer to them."""
    if one.pk == other.pk:
        raise WithOneself
    both = User.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk], is_active=True)
    if len(both.order_by("pk").values_list("pk")) < 2:
        raise GoneMember
