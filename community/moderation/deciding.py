"""Moderators decide a case: what becomes of the thing, and of its member."""

from datetime import datetime

from django.db import transaction

from community.moderation import sanctions
from community.moderation.exceptions import NotPossible, Untouchable
from community.moderation.models import Action, Case, Decision, State
from community.moderation.subjects import subject
from stoa.accounts.models import User


@transaction.atomic
def decide(
    *, case: Case, action: str, moderator: User, note: str, now: datetime, sentence: sanctions.Sentence | None = None
) -> None:
    """Do `action` to the thing, perhaps sanction its member, close the case, and log it all.

    Raises NotPossible when the room cannot do this to the thing, Untouchable when neither the member nor their
    profile may be touched.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if action != Action.KEEP:
        _change(case, action, moderator)
    Decision.objects.create(action=action, kind=case.kind, key=case.key, moderator=moderator, note=note, decided_at=now)
    if sentence and case.member:
        sanctions.give(member=case.member, sentence=sentence, moderator=moderator, now=now)
    case.state, case.closed_at = State.CLOSED, now
    case.save(update_fields=["state", "closed_at"])


def _change(case: Case, action: str, moderator: User) -> None:
    known = subject(case.kind)
    change = known.changes.get(action) if known else None
    if known is None or change is None:
        raise NotPossible
    if known.is_person and case.member and not sanctions.may_sanction(moderator, case.member):
        raise Untouchable
    change(case.key)
