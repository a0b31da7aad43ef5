"""Which kept pages a change among members makes stale (the tags: `community.members.people`)."""

from typing import Any

from allauth.account.signals import email_confirmed
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from community.members.models import Follow, MemberSettings
from community.members.people import FINDABLE, PEOPLE, profile_tag
from stoa.accounts.models import User
from stoa.core import pagecache

#: Of a user, what others see; logging in changes other fields.
SEEN = {"display_name", "handle", "bio", "photo", "is_active"}


def connect_signals() -> None:
    post_save.connect(_user_saved, sender=User, dispatch_uid="members_user_saved")
    post_delete.connect(_user_changed, sender=User, dispatch_uid="members_user_deleted")
    email_confirmed.connect(_address_confirmed, dispatch_uid="members_address_confirmed")
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(_follow_changed, sender=Follow, dispatch_uid=f"members_follow_{name}")
        signal.connect(_settings_changed, sender=MemberSettings, dispatch_uid=f"members_settings_{name}")


def _user_saved(sender: type[Model], instance: User, update_fields: Any = None, **kwargs: Any) -> None:
    if update_fields is None or SEEN & set(update_fields):
        _user_changed(sender, instance)


def _user_changed(sender: type[Model], instance: User, **kwargs: Any) -> None:
    pagecache.purge(PEOPLE, FINDABLE, profile_tag(instance.pk))


def _address_confirmed(sender: type[Model], email_address: Any, **kwargs: Any) -> None:
    pagecache.purge(PEOPLE, profile_tag(email_address.user_id))


def _follow_changed(sender: type[Model], instance: Follow, **kwargs: Any) -> None:
    pagecache.purge(profile_tag(instance.follower_id), profile_tag(instance.followed_id))


def _settings_changed(sender: type[Model], instance: MemberSettings, **kwargs: Any) -> None:
    pagecache.purge(profile_tag(instance.user_id), FINDABLE)
