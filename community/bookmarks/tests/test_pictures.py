import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from community.bookmarks import pictures
from community.bookmarks.exceptions import PictureRefused
from community.bookmarks.models import Picture, Reason
from community.bookmarks.pictures import store
from community.bookmarks.tests import hostile
from community.bookmarks.tests.conftest import drawn
from stoa.core.models import StoaImage

HOSTILE = hostile.files()
#: Odd, but pictures after all: they are stored clean.
HARMLESS = {
    "jpeg in print colours": (64, 48),
    "jpeg turned by nonsense": (64, 48),
    "jpeg with a place in it": (64, 48),
    "jpeg with absurd exif": (64, 48),
    "jpeg with an archive behind": (64, 48),
    "jpeg with endless exif": (64, 48),
    "jpeg with noise for colours": (64, 48),
    "jpeg with noise for exif": (64, 48),
    "jpeg without tables": (64, 48),
    "gif without size": (1, 1),
    "png of 16 bits": (64, 48),
    "png of few colours without any": (8, 8),
    "png of unknown parts": (8, 8),
    "png that unfolds": (8, 8),
    "png with a program behind": (64, 48),
    "png without end": (8, 8),
}
TOO_LARGE = {
    "gif beyond its edge",
    "gif of 50 thousand frames",
    "gif of a huge screen",
    "gif of many pixels",
    "gif whose frames grow",
    "jpeg of 25 thousand scans",
    "jpeg of four gigapixels",
    "png of 30 megapixels",
    "png of endless size",
    "png that moves a lot",
    "webp of huge size",
    "webp that moves a lot",
}
FORBIDDEN = (b"SECRET-NAME", b"<?php", b"<script", b"PK\x03\x04", b"EvIL", b"ICC_PROFILE")


def files_on_disk():
    return sorted(path for path in Path(settings.MEDIA_ROOT, "pictures").rglob("*") if path.is_file())


def test_there_are_sixty_hostile_files():
    assert len(HOSTILE) >= 60
    assert set(HARMLESS) | TOO_LARGE <= set(HOSTILE)


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("name", sorted(set(HOSTILE) - set(HARMLESS)))
def test_hostile_file_is_refused_and_leaves_nothing(name):
    before = files_on_disk()

    with pytest.raises(PictureRefused) as refusal:
        store(body=HOSTILE[name], now=timezone.now())

    assert refusal.value.reason in Reason.values
    assert (refusal.value.reason == Reason.TOO_LARGE) is (name in TOO_LARGE)
    assert not Picture.objects.exists()
    assert files_on_disk() == before


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_odd_picture_is_stored_clean_and_shown_in_every_size(name):
    stored = store(body=HOSTILE[name], now=timezone.now())

    with stored.file.open() as file:
        data = file.read()
    assert not [word for word in FORBIDDEN if word in data]
    assert (stored.width, stored.height) == HARMLESS[name]
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.mode in ("L", "P", "RGB")
    assert stored.renditions.count() == 12


@pytest.mark.django_db
def test_metadata_is_dropped():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    stored = store(body=drawn(kind="JPEG", exif=exif.tobytes(), comment=b"me"), now=timezone.now())

    with Image.open(stored.file.path) as picture:
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info


@pytest.mark.django_db
def test_same_picture_is_stored_once_whatever_is_said_about_it():
    exif = Image.Exif()
    exif[0x010F] = "A camera"

    one = store(body=drawn(kind="JPEG"), now=timezone.now())
    before = files_on_disk()
    other = store(body=drawn(kind="JPEG", exif=exif.tobytes()), now=timezone.now())

    assert one == other
    assert files_on_disk() == before


@pytest.mark.django_db
def test_picture_stored_by_somebody_else_meanwhile_is_taken(monkeypatch):
    first = store(body=drawn(), now=timezone.now())
    before = files_on_disk()
    find, answers = Picture.objects.filter, [Picture.objects.none()]
    monkeypatch.setattr(Picture.objects, "filter", lambda **kwargs: answers.pop() if answers else find(**kwargs))

    assert store(body=drawn(), now=timezone.now()) == first
    assert answers == []
    assert files_on_disk() == before


@pytest.mark.django_db
def test_members_pictures_are_no_images_of_the_editors(picture):
    assert not StoaImage.objects.exists()
    assert not Picture.search_fields


@pytest.mark.django_db
def test_file_name_does_not_tell_what_is_in_it(picture):
    assert picture.digest[:12] not in picture.file.name
    assert picture.file.name.startswith("pictures/")
    assert {row.file.name.split("/")[0] for row in picture.renditions.all()} == {"pictures"}


@pytest.mark.django_db
def test_pictures_that_nobody_saved_go_with_their_files(picture, make_bookmark, django_capture_on_commit_callbacks):
    saved = store(body=drawn(1), now=timezone.now() - timedelta(days=1))
    make_bookmark(picture=saved)
    old = store(body=drawn(2), now=timezone.now() - timedelta(hours=2))
    fresh = store(body=drawn(3), now=timezone.now())
    gone = [Path(old.file.path), *(Path(row.file.path) for row in old.renditions.all())]

    with django_capture_on_commit_callbacks(execute=True):
        assert pictures.remove_unused(now=timezone.now()) == 1

    assert set(Picture.objects.all()) == {picture, saved, fresh}
    assert not [path for path in gone if path.exists()]
    assert Path(saved.file.path).exists()
