"""Members report things; reports of one thing are one case."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.moderation.exceptions import NotReportable, OwnThing
from community.moderation.models import Case, Report, State
from community.moderation.models.cases import Reason
from community.moderation.subjects import subject
from stoa.accounts.models import User
from stoa.core import things
from stoa.core.exceptions import UnknownKind

__all__ = ["Reason", "close_gone", "find", "report"]


def find(kind: str, key: str, reporter: User) -> things.Shown:
    """What the member wants to report. Raises NotReportable when they cannot see it, OwnThing."""
    try:
        shown = things.find(kind, key, reporter) if subject(kind) else None
    except UnknownKind:
        shown = None
    if shown is None:
        raise NotReportable
    if shown.owner_id == reporter.pk:
        raise OwnThing
    return shown


@transaction.atomic
def report(*, reporter: User, kind: str, key: str, reason: str, text: str, now: datetime) -> Report:
    """Report a thing; said again it replaces what was said before. Raises NotReportable or OwnThing."""
    shown = find(kind, key, reporter)
    facts: dict[str, Any] = {"opened_at": now, "member_id": shown.owner_id}
    Case.objects.get_or_create(kind=kind, key=key, defaults=facts)
    case = Case.objects.select_for_update().get(kind=kind, key=key)
    if case.state == State.CLOSED:
        case.state, case.opened_at, case.closed_at = State.OPEN, now, None
        case.save(update_fields=["state", "opened_at", "closed_at"])
    said = {"reason": reason, "text": text, "created_at": now}
    row, _is_new = Report.objects.update_or_create(case=case, reporter=reporter, defaults=said)
    return row


def close_gone(*, kind: str, key: str, now: datetime) -> None:
    """The thing is gone: nothing is left to decide."""
    Case.objects.filter(kind=kind, key=key, state=State.OPEN).update(state=State.CLOSED, closed_at=now)
