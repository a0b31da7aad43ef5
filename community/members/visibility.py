"""Who may see which part of what a member does: their bookmarks, likes, posts, followers and activity.

What everybody may see, somebody blocked may see too: they would only have to log out. To be shown only to followers
keeps them out, because a block ends the follow.
"""

from typing import Any

from django.db.models import Q

from community.members.exceptions import UnknownPartError
from community.members.models import Audience, Follow, MemberSettings
from community.members.models.settings import PARTS
from stoa.accounts.models import User
from stoa.core.access import Viewer

__all__ = ["PARTS", "Audience", "audience_of", "may_see", "owners_visible_to"]


def may_see(viewer: Viewer, owner: User, what: str) -> bool:
    """Two queries at most; `what` is one of PARTS. Raises UnknownPartError."""
    _known(what)
    if not owner.is_active:
        return False
    if viewer.pk == owner.pk:
        return True
    audience = audience_of(owner, what)
    if audience == Audience.FOLLOWERS and viewer.pk is not None:
        return Follow.objects.filter(follower=viewer.pk, followed=owner).exists()
    return audience == Audience.EVERYBODY


def audience_of(owner: User, what: str) -> Audience:
    """Whom `owner` shows this part to. One query, none when `member_settings` was selected with the owner."""
    return Audience(getattr(settings_of(owner), _known(what)))


def settings_of(owner: User) -> MemberSettings:
    """The choices of `owner`; the defaults, not saved, where none were made."""
    try:
        return owner.member_settings
    except MemberSettings.DoesNotExist:
        return MemberSettings(user=owner)


def choose(*, user: User, **choices: Any) -> MemberSettings:
    """Keep what a member has chosen; `choices` are fields of MemberSettings."""
    chosen, _is_new = MemberSettings.objects.update_or_create(user=user, defaults=choices)
    return chosen


def owners_visible_to(viewer: Viewer, what: str, *, path: str = "") -> Q:
    """A condition on users, or on rows whose foreign key `path` leads to their owner. Raises UnknownPartError."""
    _known(what)
    at = f"{path}__" if path else ""
    chosen = f"{at}member_settings__{what}"
    seen = Q(**{f"{at}member_settings": None}) | Q(**{chosen: Audience.EVERYBODY})
    if viewer.pk is not None:
        followed = Follow.objects.filter(follower=viewer.pk).values("followed")
        seen |= Q(**{chosen: Audience.FOLLOWERS, f"{at}pk__in": followed}) | Q(**{f"{at}pk": viewer.pk})
    return seen & Q(**{f"{at}is_active": True})


def _known(what: str) -> str:
    if what not in PARTS:
        raise UnknownPartError(what)
    return what
