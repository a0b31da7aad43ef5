"""Reports and the cases they make, what was decided, and sanctions."""

from community.moderation.models.cases import Case, Report, State
from community.moderation.models.decisions import Action, Decision
from community.moderation.models.sanctions import Sanction, SanctionQuerySet

__all__ = ["Action", "Case", "Decision", "Report", "Sanction", "SanctionQuerySet", "State"]
