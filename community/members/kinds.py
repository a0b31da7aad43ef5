"""Members as things (`stoa.core.things`): a row of any room may be about a member."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from community.members import people
from stoa.accounts.models import User
from stoa.core import keyset, things
from stoa.core.access import Viewer

KIND = "member"
#: A photo is a small square already, whatever a list asks for.
PRESETS = ("avatar", "card", "gallery")


def register() -> None:
    things.register(things.Kind(name=KIND, label=_("member"), model=User, find=find))


def find(keys: Collection[str], viewer: Viewer) -> dict[str, things.Shown]:
    """Whoever is shown to anybody. One query."""
    found = people.shown().filter(pk__in=keyset.read_keys(keys))
    return {str(user.pk): _shown(user) for user in found}


def _shown(user: User) -> things.Shown:
    return things.Shown(
        kind=KIND,
        key=str(user.pk),
        title=user.get_full_name(),
        url=reverse("member", args=[user.handle]),
        image=_picture(people.photo_url(user)),
        owner_id=user.pk,
    )


def _picture(url: str) -> dict[str, str] | None:
    """As `images.cooked_picture` makes it."""
    if not url:
        return None
    html = str(format_html('<img src="{}" width="320" height="320" alt="" loading="lazy" decoding="async">', url))
    return dict.fromkeys(PRESETS, html)
