"""The only functions that write actions. They work in the transaction of the deed: both stand, or neither."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.activity import audiences, verbs
from community.activity.models import Action
from community.members.models import Audience
from community.members.people import profile_tag
from stoa.accounts.models import User
from stoa.core import pagecache

#: An equal action within this time is the same one, told twice.
ONCE_WITHIN = timedelta(seconds=60)


@transaction.atomic
def record(
    *,
    actor: User,
    verb: str,
    target_kind: str = "",
    target_key: str = "",
    audience: Audience | None = None,
    now: datetime | None = None,
) -> bool:
    """Write that `actor` did this with that thing (`stoa.core.things`); answers whether it is new.

    An equal action within 60 seconds before or after `now` is dropped, also when both come at once, and so is that of a
    member who is no longer here. `audience` can only narrow what the member chose. Raises UnknownVerbError.
    """
    verbs.verb_named(verb)
    # Whoever records the same at this moment waits here and then finds the first.
    if not audiences.lock(actor.pk):
        return False
    at = now or timezone.now()
    same = Action.objects.of_deed(actor_id=actor.pk, verb=verb, kind=target_kind, key=target_key)
    if same.filter(created_at__gt=at - ONCE_WITHIN, created_at__lt=at + ONCE_WITHIN).exists():
        return False
    ceiling = audience or Audience.EVERYBODY
    shown_to = audiences.narrowest([ceiling, audiences.limits_of(actor.pk)[verb]])
    action = Action(actor=actor, verb=verb, kind=target_kind, key=target_key, ceiling=ceiling)
    action.audience, action.created_at = shown_to, at
    action.save()
    pagecache.purge(profile_tag(actor.pk))
    return True


def is_recorded(*, actor_id: int, verb: str, target_kind: str = "", target_key: str = "") -> bool:
    """Was it recorded that the member did this, whenever?"""
    return Action.objects.of_deed(actor_id=actor_id, verb=verb, kind=target_kind, key=target_key).exists()


def withdraw(*, actor_id: int, verb: str, target_kind: str = "", target_key: str = "") -> int:
    """Forget that the member did this, because it was undone; returns how many actions went."""
    deed = Action.objects.of_deed(actor_id=actor_id, verb=verb, kind=target_kind, key=target_key)
    gone, _by_model = deed.delete()
    pagecache.purge(profile_tag(actor_id))
    return gone


def forget_thing(*, kind: str, key: str) -> None:
    """Forget all that was done with a thing that is gone."""
    actions = Action.objects.filter(kind=kind, key=key)
    pagecache.purge(*(profile_tag(actor) for actor in actions.order_by().values_list("actor", flat=True).distinct()))
    actions.delete()
