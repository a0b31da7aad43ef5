"""Bookmarks as things (`stoa.core.things`): liked, counted, reported and told of by key."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from community.bookmarks.models import Bookmark
from stoa.core import keyset, things
from stoa.core.access import Viewer

KIND = "bookmark"
#: The presets by which other rooms show a thing.
PRESETS = ("avatar", "card", "gallery")


def register() -> None:
    things.register(
        things.Kind(name=KIND, label=_("bookmark"), model=Bookmark, find=find, is_likable=True, is_counted=True)
    )


def find(keys: Collection[str], viewer: Viewer) -> dict[str, things.Shown]:
    """Three queries, whatever the number."""
    visible = Bookmark.objects.visible_to(viewer).filter(pk__in=keyset.read_keys(keys))
    return {str(bookmark.pk): _shown(bookmark) for bookmark in visible.shown_as(*PRESETS)}


def _shown(bookmark: Bookmark) -> things.Shown:
    return things.Shown(
        kind=KIND,
        key=str(bookmark.pk),
        title=bookmark.title,
        url=bookmark.get_absolute_url(),
        image=bookmark.picture,
        owner_id=bookmark.owner_id,
    )
