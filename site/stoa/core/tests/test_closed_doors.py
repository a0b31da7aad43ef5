"""Doors that an attacker found open once."""

import io
import struct
from contextlib import closing

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from PIL import Image
from wagtail.blocks.struct_block import StructBlockValidationError

from stoa.accounts.models import User
from stoa.core.models.site_settings import MenuLinkBlock, SiteText
from stoa.core.tests.factories import make_document, make_image
from stoa.core.uploads import reencoded

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root@example.org", "x")


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


@pytest.mark.parametrize("way", ["/media//", "/media/./", "/media/photos/../", "/media/%2E/", "/media///./"])
def test_o09_documents_are_not_open_by_odd_spellings_of_their_place(client, way):
    document = make_document()

    assert client.get(way + document.file.name).status_code == 404


def test_media_goes_out_with_its_type(client):
    image = make_image()

    with closing(client.get(f"/media/{image.file.name}")) as answer:
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize("address", ["/admin/images/", "/admin/pages/{}/", "/admin/documents/", "/admin/pages/search/"])
@pytest.mark.parametrize("words", ['"', '""', 'a"b', '"a', '" "', "'", "\\", "*", "a OR", "NEAR(", "%s"])
def test_o09_odd_signs_find_nothing_in_the_admin(client, home, superuser, address, words):
    client.force_login(superuser)

    assert client.get(address.format(home.pk), {"q": words}).status_code == 200


@pytest.mark.parametrize("address", ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_o09_links_of_the_chrome_run_no_programs(address):
    with pytest.raises(ValidationError):
        SiteText(announcement_url=address).clean()
    with pytest.raises(StructBlockValidationError):
        MenuLinkBlock().clean({"page": None, "url": address, "label": "x"})


@pytest.mark.parametrize(
    "address", ["", "/en/blog/?a=1:2", "#part", "https://x.example/", "mailto:a@x.example", "tel:1", "?a:b"]
)
def test_links_of_the_chrome_lead_anywhere_else(address):
    SiteText(announcement_url=address).clean()

    assert MenuLinkBlock().clean({"page": None, "url": address, "label": "x"})["url"] == address


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
