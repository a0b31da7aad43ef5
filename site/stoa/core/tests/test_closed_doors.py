"""Doors that an attacker found open once."""

import io
import struct
from contextlib import closing

import pytest
from django import forms
from django.urls import reverse
from PIL import Image

from stoa.core.tests.factories import make_document
from stoa.core.uploads import reencoded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/en/_util/login/", "/es/_util/login/", "/_util/login/"])
def test_o09_there_is_one_log_in_only(client, address):
    answer = client.post(address, {"username": "a@example.org", "password": "x"})

    assert answer.status_code in (302, 404)
    assert "sessionid" not in answer.cookies
    assert reverse("wagtailcore_login") == "/_util/login/"


def test_documents_are_not_open_below_media(client):
    document = make_document()

    assert client.get(f"/media/{document.file.name}").status_code == 404
    with closing(client.get(document.url)) as answer:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-en-999999999999999999999999999999.xml",
        "/documents/" + "9" * 5000 + "/",
        "/media/" + "a" * 3000 + "/",
        "/en/blog/" + "9" * 30 + "/",
    ],
)
def test_o09_absurd_addresses_are_refused(client, blog, address):
    assert client.get(address).status_code == 400


def test_part_of_the_sitemap_that_cannot_be_is_404(client, home):
    assert client.get("/sitemap-en-50001.xml").status_code == 404


def test_o09_animation_of_too_many_pixels_is_refused():
    frames = [Image.new("P", (3000, 3000), number) for number in range(7)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    buffer.seek(0)

    with pytest.raises(forms.ValidationError, match="animation is too large"):
        reencoded(buffer)


def test_o09_animation_whose_frames_grow_is_refused():
    """The second frame is a hundred thousand times the first, and the header tells only of the first."""
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    large = b"," + struct.pack("<HHHHB", 0, 0, 6000, 6000, 0) + b"\x02\x02\x4c\x01\x00"
    gif = b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x80, 0, 0) + bytes(6) + frame + large + b";"

    with pytest.raises(forms.ValidationError, match="animation is too large"):
        reencoded(io.BytesIO(gif))


def test_o09_picture_of_endless_scans_is_refused():
    """Each scan of a JPEG goes over all its pixels again, and may be ten bytes long."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64)).save(buffer, "JPEG")
    whole = buffer.getvalue()
    scan = whole[whole.index(b"\xff\xda") : -2]

    with pytest.raises(forms.ValidationError, match="too costly"):
        reencoded(io.BytesIO(whole[:-2] + scan * 200 + whole[-2:]))


def test_transparency_of_a_picture_is_kept():
    buffer = io.BytesIO()
    Image.new("P", (4, 4)).save(buffer, "PNG", transparency=0)
    buffer.seek(0)

    with Image.open(reencoded(buffer)) as picture:
        assert picture.info["transparency"] == 0
