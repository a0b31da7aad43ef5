"""Warning, silencing and suspending members, and asking whether one may write.

Policy: a silenced member reads, a suspended one cannot log in and has no public profile; both end by themselves when
their time is over. The member learns of it by mail, with the reason. People who work on the site are sanctioned by
administrators only, administrators by nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.moderation.exceptions import NotPossible, Silenced, Untouchable
from community.moderation.models import Action, Decision, Sanction
from stoa.accounts.models import User
from stoa.core import mail


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What is given: a `Sanction.Kind`, the reason for the member, and its end, None for no end."""

    kind: str
    reason: str
    ends_at: datetime | None = None


def check_may_write(user: Any, now: datetime | None = None) -> None:
    """Raises Silenced when the member may not write now. One query, none for visitors."""
    if not user.is_authenticated:
        return
    running = Sanction.objects.running(now or timezone.now()).filter(user=user)
    # The one that ends last, or never.
    last = running.order_by(F("ends_at").desc(nulls_first=True)).first()
    if last:
        raise Silenced(last.ends_at)


@transaction.atomic
def give(*, member: User, sentence: Sentence, moderator: User, now: datetime) -> Sanction:
    """Sanction a member and tell them. Raises Untouchable, or NotPossible for an account that was closed otherwise."""
    member = User.objects.select_for_update().get(pk=member.pk)
    if not may_sanction(moderator, member):
        raise Untouchable
    if sentence.kind == Sanction.Kind.SUSPENSION and _is_locked_out(member, now):
        raise NotPossible
    ends_at = None if sentence.kind == Sanction.Kind.WARNING else sentence.ends_at
    sanction = Sanction.objects.create(
        user=member, kind=sentence.kind, reason=sentence.reason, given_by=moderator, starts_at=now, ends_at=ends_at
    )
    if sentence.kind == Sanction.Kind.SUSPENSION:
        _set_active(member, is_active=False)
    _log(sentence.kind, member, moderator, sentence.reason, now)
    facts = {"sanction": sanction, "name": member.get_full_name()}
    mail.send("sanction", to=member.email, context=facts, language=member.language or settings.LANGUAGE_CODE)
    return sanction


@transaction.atomic
def lift(*, sanction: Sanction, moderator: User, now: datetime) -> bool:
    """End a sanction before its time; answers whether it was still running."""
    member = User.objects.select_for_update().get(pk=sanction.user_id)
    lifted = Sanction.objects.running(now).filter(pk=sanction.pk).update(lifted_at=now)
    if lifted:
        # Only a suspension closes an account; whatever else has closed it, the end of a silence does not open it.
        if sanction.kind == Sanction.Kind.SUSPENSION:
            _let_in_again(member, now)
        _log(Action.LIFT, member, moderator, sanction.reason, now)
    return bool(lifted)


def end_expired() -> None:
    """The sweep: let members in again whose suspension is over."""
    now = timezone.now()
    over = Sanction.objects.filter(kind=Sanction.Kind.SUSPENSION, lifted_at=None, ends_at__lte=now)
    for sanction in over.order_by("pk")[:200]:
        with transaction.atomic():
            member = User.objects.select_for_update().get(pk=sanction.user_id)
            Sanction.objects.filter(pk=sanction.pk).update(lifted_at=now)
            _let_in_again(member, now)


def may_sanction(moderator: User, member: User) -> bool:
    """Nobody sanctions themselves or an administrator; whoever enters the admin only an administrator does."""
    if member.is_superuser or member.pk == moderator.pk:
        return False
    return moderator.is_superuser or not (member.is_staff or member.has_perm("wagtailadmin.access_admin"))


def _is_locked_out(member: User, now: datetime) -> bool:
    """Closed by an administrator, not by a sanction: no end of a sanction may open it again."""
    suspensions = Sanction.objects.running(now).filter(user=member, kind=Sanction.Kind.SUSPENSION)
    return not member.is_active and not suspensions.exists()


def _let_in_again(member: User, now: datetime) -> None:
    """When no other suspension holds."""
    if _is_locked_out(member, now):
        _set_active(member, is_active=True)


def _set_active(member: User, *, is_active: bool) -> None:
    member.is_active = is_active
    member.save(update_fields=["is_active"])


def _log(action: str, member: User, moderator: User, note: str, now: datetime) -> None:
    Decision.objects.create(
        action=action, kind="member", key=str(member.pk), moderator=moderator, note=note, decided_at=now
    )
