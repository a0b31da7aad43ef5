"""Threads show the names and photos of members: a change of one purges the pages with what they wrote."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_save, pre_delete

from community.comments.models import Thread
from stoa.core import pagecache

_SHOWN = {"display_name", "handle", "photo", "is_active"}


def connect_signals() -> None:
    post_save.connect(_saved, sender=get_user_model(), dispatch_uid="comments_member_saved")
    pre_delete.connect(_purge, sender=get_user_model(), dispatch_uid="comments_member_deleted")


def _saved(instance: Any, created: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    if not created and (update_fields is None or not _SHOWN.isdisjoint(update_fields)):
        _purge(instance=instance)


def _purge(instance: Any, **kwargs: Any) -> None:
    threads = Thread.objects.filter(comments__user=instance.pk).distinct()
    pagecache.purge(*(f"comments:{key}" for key in threads.values_list("translation_key", flat=True)))
