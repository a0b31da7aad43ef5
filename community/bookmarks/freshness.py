"""Which kept pages show bookmarks, and which of them a change makes stale.

bookmarks             which bookmarks everybody sees, on lists of all members' bookmarks
bookmarks:<owner>     those of one member: their list, their collections and feeds, and the page of each
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from community.members.models import MemberSettings
from community.members.people import profile_tag
from stoa.accounts.models import User
from stoa.core import pagecache

ALL = "bookmarks"


def owner_tag(owner_id: int) -> str:
    return f"bookmarks:{owner_id}"


def purge(owner_id: int) -> None:
    """Forget what shows bookmarks of this member, and the profile that counts them."""
    pagecache.purge(ALL, owner_tag(owner_id), profile_tag(owner_id))


def connect_signals() -> None:
    post_delete.connect(_owner_deleted, sender=User, dispatch_uid="bookmarks_owner_deleted")
    # Whoever now shows bookmarks to others, or no longer does.
    post_save.connect(_settings_saved, sender=MemberSettings, dispatch_uid="bookmarks_settings_saved")


def _owner_deleted(sender: type[Model], instance: User, **kwargs: Any) -> None:
    purge(instance.pk)


def _settings_saved(sender: type[Model], instance: MemberSettings, **kwargs: Any) -> None:
    purge(instance.user_id)
