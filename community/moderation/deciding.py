"""Moderators decide a case: what becomes of the thing, and of its member."""

from datetime import datetime

from django.db import transaction

from community.moderation import sanctions
from community.moderation.exceptions import NotPossible
from community.moderation.models import Action, Case, Decision, State
from community.moderation.subjects import subject
from stoa.accounts.models import User


@transaction.atomic
def decide(
    *, case: Case, action: str, moderator: User, note: str, now: datetime, sentence: sanctions.Sentence | None = None
) -> None:
    """Do `action` to the thing, perhaps sanction its member, close the case, and log it all.

    Raises NotPossible when the room cannot do this to the thing, Untouchable when the member may not be sanctioned.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if action != Action.KEEP:
        _change(case, action)
    Decision.objects.create(action=action, kind=case.kind, key=case.key, moderator=moderator, note=note, decided_at=now)
    if sentence and case.member:
        sanctions.give(member=case.member, sentence=sentence, moderator=moderator, now=now)
    case.state, case.closed_at = State.CLOSED, now
    case.save(update_fields=["state", "closed_at"])


def _change(case: Case, action: str) -> None:
    known = subject(case.kind)
    change = known.changes.get(action) if known else None
    if change is None:
        raise NotPossible
    change(case.key)
