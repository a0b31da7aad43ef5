"""What this room holds about a member."""

from community.activity.models import Action, AudienceChoice, MailChoice, Notice
from stoa.accounts import privacy


def register() -> None:
    """What a member did, was told of and chose; all of it goes with the account."""
    _register(Action, "actor", "verb", "kind", "key", "audience", "created_at")
    _register(AudienceChoice, "user", "verb", "audience")
    _register(MailChoice, "user", "kind", "mail")
    facts = ("notice_kind", "actor__handle", "kind", "key", "facts", "created_at", "read_at", "mailed_at")
    told = privacy.rows(Notice, "recipient", *facts)
    # What others were told of the member names a profile that is gone.
    privacy.register(privacy.Data(model=Notice, export=told, erase=privacy.delete_rows(Notice, "recipient", "actor")))


def _register(model: type[Action | AudienceChoice | MailChoice], who: str, *columns: str) -> None:
    held = privacy.rows(model, who, *columns)
    privacy.register(privacy.Data(model=model, export=held, erase=privacy.delete_rows(model, who)))
