"""Puts a file in its place, or a newer version in the place of an older one, which nobody gets any more."""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models.signals import post_delete

from shop.catalogue.models.files import NAME_LENGTH, OfferFile


def connect_signals() -> None:
    post_delete.connect(_forget, sender=OfferFile, dispatch_uid="catalogue: a file is deleted")


@transaction.atomic
def put(*, row: OfferFile, upload: File, now: datetime) -> OfferFile:
    """Save `row` with the contents of `upload`; buyers who had the version before get this one from now on."""
    before = OfferFile.objects.select_for_update().filter(pk=row.pk).first() if row.pk else None
    name = str(upload.name)
    row.name, row.size, row.changed_at = name[-NAME_LENGTH:], upload.size, now
    row.version = before.version + 1 if before else 1
    row.file.save(name, upload, save=False)
    row.save()
    if before:
        transaction.on_commit(partial(row.file.storage.delete, str(before.file.name)))
    return row


def _forget(sender: Any, instance: OfferFile, **kwargs: Any) -> None:
    transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)))
