"""What this room holds about a member: their reports, and what they were told."""

from community.moderation.models import Case, Decision, Report, Sanction
from stoa.accounts import privacy


def register() -> None:
    """A report stays without a name; the log of moderation names moderators only while they have an account."""
    reports = privacy.rows(Report, "reporter", "case__kind", "case__key", "reason", "text", "created_at")
    privacy.register(privacy.Data(model=Report, export=reports, erase=privacy.leave))
    told = privacy.rows(Sanction, "user", "kind", "reason", "starts_at", "ends_at", "lifted_at")
    privacy.register(privacy.Data(model=Sanction, export=told, erase=privacy.delete_rows(Sanction, "user")))
    decided = privacy.rows(Decision, "moderator", "action", "kind", "key", "note", "decided_at")
    privacy.register(privacy.Data(model=Decision, export=decided, erase=privacy.leave))
    privacy.exempt(Case, why="what others reported; the reports are theirs, the thing is exported by its room")
