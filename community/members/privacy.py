"""What this room holds about a member."""

from community.members.models import Block, Follow, MemberSettings, Mute
from stoa.accounts import privacy


def register() -> None:
    """Whom a member follows, mutes and blocks, and who may see what; all of it goes with the account."""
    pairs = ((Follow, "follower", "followed"), (Mute, "muter", "muted"), (Block, "blocker", "blocked"))
    for model, actor, other in pairs:
        mine = privacy.rows(model, actor, f"{other}__handle", "created_at")
        privacy.register(privacy.Data(model=model, export=mine, erase=privacy.delete_rows(model, actor, other)))
    settings = privacy.rows(MemberSettings, "user", *_settings_columns())
    privacy.register(
        privacy.Data(model=MemberSettings, export=settings, erase=privacy.delete_rows(MemberSettings, "user"))
    )


def _settings_columns() -> list[str]:
    return [field.name for field in MemberSettings._meta.concrete_fields if field.name not in ("id", "user")]
