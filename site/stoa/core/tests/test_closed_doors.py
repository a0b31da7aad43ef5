"""Doors that an attacker found open once."""

import io
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
