"""Bookmarks in the moderation queue: what is hidden is seen by its owner only, who reads why beside it."""

from collections.abc import Collection

from django.db import transaction

from community.bookmarks import freshness
from community.bookmarks.kinds import KIND
from community.bookmarks.models import Bookmark
from community.moderation import subjects
from stoa.core import keyset


def register() -> None:
    subjects.register(subjects.Subject(kind=KIND, look=_look, hide=hide, restore=restore, delete=delete))


def hide(key: str) -> None:
    _set_hidden(key, is_hidden=True)


def restore(key: str) -> None:
    _set_hidden(key, is_hidden=False)


@transaction.atomic
def delete(key: str) -> None:
    """For good; the file goes when nobody else has saved the picture."""
    for bookmark in Bookmark.objects.filter(pk=key):
        bookmark.delete()
        freshness.purge(bookmark.owner_id)


@transaction.atomic
def _set_hidden(key: str, *, is_hidden: bool) -> None:
    Bookmark.objects.filter(pk=key).update(is_hidden=is_hidden)
    for owner_id in Bookmark.objects.filter(pk=key).values_list("owner", flat=True):
        freshness.purge(owner_id)


def _look(keys: Collection[str]) -> dict[str, subjects.Look]:
    found = Bookmark.objects.filter(pk__in=keyset.read_keys(keys))
    return {str(bookmark.pk): _seen(bookmark) for bookmark in found}


def _seen(bookmark: Bookmark) -> subjects.Look:
    """The moderator may not be shown the page itself, so the address of the source is given."""
    words = [bookmark.description, bookmark.image_url, bookmark.page_url]
    return subjects.Look(
        title=bookmark.title,
        text="\n".join(word for word in words if word),
        url=bookmark.get_absolute_url(),
        state=_state(bookmark),
        member_id=bookmark.owner_id,
    )


def _state(bookmark: Bookmark) -> str:
    return str(Bookmark._meta.get_field("is_hidden").verbose_name) if bookmark.is_hidden else ""
