"""Storing pictures: each once, and none that nobody has saved (any more)."""

import hashlib
import io
import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.models.signals import post_delete
from PIL import Image
from wagtail.images.signal_handlers import post_delete_file_cleanup, post_delete_purge_rendition_cache

from community.bookmarks.exceptions import PictureRefused
from community.bookmarks.models import Picture, PictureRendition, Reason
from stoa.core.uploads import reencoded

logger = logging.getLogger(__name__)
#: A picture that was fetched for a preview waits so long for its bookmark.
UNUSED_AT_MOST = timedelta(hours=1)
BATCH = 200
# What every browser and every encoder takes as it is; anything rarer is turned into RGB.
_COMMON_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_REASONS = {"format": Reason.NO_PICTURE, "size": Reason.TOO_LARGE}


def store(*, body: bytes, now: datetime) -> Picture:
    """The stored picture of these bytes, in every size it is shown in. Raises PictureRefused."""
    picture = keep(body=body, now=now)
    try:
        _make_sizes(picture)
    except Exception as error:
        # Decoders raise anything. A new picture that has no sizes is swept with the unused ones.
        logger.warning("No renditions of picture %s: %s", picture.pk, type(error).__name__)
        raise PictureRefused(Reason.DAMAGED) from error
    return picture


def keep(*, body: bytes, now: datetime) -> Picture:
    """The stored picture, for whoever makes its sizes elsewhere. Raises PictureRefused.

    Only what was decoded and encoded anew is kept, without metadata. Two who store the same picture get the same row.
    """
    data, ending = _clean(body)
    digest = hashlib.sha256(data).hexdigest()
    return Picture.objects.filter(digest=digest).first() or _make(data, ending, digest, now)


@transaction.atomic
def remove_unused(*, now: datetime) -> int:
    """Delete pictures without bookmarks, and their files; answers how many. Those just fetched may still get one."""
    old = Picture.objects.unused().filter(created_at__lt=now - UNUSED_AT_MOST).order_by("pk")
    ids = list(old.values_list("pk", flat=True)[:BATCH])
    locked = Picture.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    held = list(locked.values_list("pk", flat=True))
    # Asked again under the lock: somebody may have saved one meanwhile.
    for picture in Picture.objects.unused().filter(pk__in=held):
        picture.delete()
    return len(ids)


def connect_signals() -> None:
    """Files go with their rows, as Wagtail does it for the editors' images."""
    for model in (Picture, PictureRendition):
        post_delete.connect(_file_cleanup, sender=model, dispatch_uid=f"bookmarks_file_{model.__name__}")
    post_delete.connect(
        post_delete_purge_rendition_cache, sender=PictureRendition, dispatch_uid="bookmarks_rendition_cache"
    )


def _file_cleanup(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    post_delete_file_cleanup(instance, **kwargs)


def _clean(body: bytes) -> tuple[bytes, str]:
    """The picture encoded anew, and the ending of its file. Raises PictureRefused."""
    try:
        content = reencoded(ContentFile(body))
        with Image.open(content) as picture:
            if picture.mode in _COMMON_MODES:
                content.seek(0)
                return content.read(), _ENDINGS[picture.format or ""]
            return _plain(picture)
    except ValidationError as error:
        raise PictureRefused(_REASONS.get(error.code or "", Reason.DAMAGED)) from error
    except Exception as error:
        # Decoders raise anything.
        logger.warning("A picture could not be read: %s", type(error).__name__)
        raise PictureRefused(Reason.DAMAGED) from error


def _plain(picture: Image.Image) -> tuple[bytes, str]:
    """A picture in print colours or of 16 bits as browsers take it."""
    buffer = io.BytesIO()
    # Pillow would cut 16 bits off at 255 instead of scaling them.
    eight = picture.point(lambda value: value * (1 / 256)).convert("L") if picture.mode == "I;16" else picture
    if picture.format == "PNG":
        eight.convert("RGB").save(buffer, "PNG")
        return buffer.getvalue(), "png"
    eight.convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue(), "jpg"


@transaction.atomic
def _make_sizes(picture: Picture) -> None:
    """Whoever stores the same picture meanwhile waits here, and then finds them: else files would be written twice."""
    if Picture.objects.select_for_update().filter(pk=picture.pk).first():
        picture.make_renditions()


def _make(data: bytes, ending: str, digest: str, now: datetime) -> Picture:
    picture = Picture(digest=digest, file_hash=digest[:40], file_size=len(data), created_at=now)
    picture.file = ContentFile(data, name=f"picture.{ending}")
    try:
        with transaction.atomic():
            picture.save()
    except BaseException as error:
        picture.file.delete(save=False)
        # Somebody may have stored the same picture just now.
        found = Picture.objects.filter(digest=digest).first() if isinstance(error, IntegrityError) else None
        if found is None:
            raise
        return found
    return picture
