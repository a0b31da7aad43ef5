import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PROFILE = "/en/account/profile/"


@pytest.fixture
def logged_in(client, member):
    client.force_login(member)
    return client


def picture(size=(900, 500), kind="JPEG", **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, format=kind, **options)
    return SimpleUploadedFile("me.jpg", buffer.getvalue(), "image/jpeg")


def test_u04_profile_is_saved(logged_in, member):
    answer = logged_in.post(PROFILE, {"display_name": "Ann B", "handle": "Ann-B", "bio": "Reads."})

    member.refresh_from_db()
    assert answer["Location"] == PROFILE
    assert (member.display_name, member.handle, member.bio) == ("Ann B", "ann-b", "Reads.")


def test_u04_handle_of_another_is_refused(logged_in, make_user, member):
    make_user("bob@example.org", handle="bob")

    answer = logged_in.post(PROFILE, {"display_name": "Ann", "handle": "bob"})

    assert "handle" in answer.context["form"].errors
    member.refresh_from_db()
    assert member.handle != "bob"


def test_u04_photo_is_made_a_small_square_without_metadata(logged_in, member):
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    logged_in.post(PROFILE, {"display_name": "Ann", "handle": "ann", "photo": picture(exif=exif)})

    member.refresh_from_db()
    with member.photo.open() as file, Image.open(file) as photo:
        assert (photo.format, photo.size) == ("WEBP", (320, 320))
        assert not photo.getexif()
    assert "me.jpg" not in member.photo.name


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"GIF89a broken", b"", b"MZ\x90"])
def test_u04_photo_that_is_none_is_refused_kindly(logged_in, member, content):
    upload = SimpleUploadedFile("me.png", content, "image/png")

    answer = logged_in.post(PROFILE, {"display_name": "Ann", "handle": "ann", "photo": upload})

    assert answer.status_code == 200
    assert "photo" in answer.context["form"].errors


def test_o09_rights_cannot_be_posted_with_the_profile(logged_in, member):
    data = {"display_name": "Ann", "handle": "ann", "is_superuser": "on", "is_staff": "on", "email": "x@example.org"}

    logged_in.post(PROFILE, data)

    member.refresh_from_db()
    assert (member.is_superuser, member.is_staff, member.email) == (False, False, "ann@example.org")
