"""Slugs of tags and categories whose names make none, such as an emoji: their addresses need one."""

from hashlib import sha256
from typing import Any

from django.db.models.signals import pre_save
from taggit.models import Tag

_TAG_LENGTH = Tag._meta.get_field("slug").max_length or 0


def connect_signals() -> None:
    # Tags come from forms of pages and pictures, from imports and from code: all of them are saved.
    pre_save.connect(_give_slug, sender=Tag, dispatch_uid="slug_of_tag")


def without_letters(kind: str, name: str) -> str:
    """The same for the same name, another for another: "tag-" and a digest."""
    return f"{kind}-{sha256(name.encode()).hexdigest()[:12]}"


def _give_slug(sender: type[Tag], instance: Tag, **kwargs: Any) -> None:
    # Some letters become many: a slug may also be too long for its column.
    if not 0 < len(instance.slug) <= _TAG_LENGTH:
        instance.slug = without_letters("tag", instance.name)
