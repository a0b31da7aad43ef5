import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from stoa.accounts.models import User
from stoa.wsgi import application

LOG_IN = "/en/account/login/"
PROFILE = "/en/account/profile/"
FIELD = b'Content-Disposition: form-data; name="login"\r\n\r\n'
FILE = b'Content-Disposition: form-data; name="photo"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\xff\x00\xd8'
ODD_CHARSETS = ["rot13", "hex", "undefined", "utf-7", "idna", "punycode", "unicode_escape", "utf-16", "latin-1"]


def picture():
    buffer = io.BytesIO()
    Image.new("RGB", (9, 5), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def multipart(*parts):
    return b"".join(b"--X\r\n" + part + b"\r\n" for part in parts) + b"--X--\r\n"


@pytest.mark.parametrize("value", [b"\xff", b"a\xc3(", b"\xed\xa0\x80", b"caf\xe9"])
def test_o01_broken_utf8_in_a_form_with_files_is_400(client, db, value):
    answer = client.generic("POST", LOG_IN, multipart(FIELD + value, FILE), "multipart/form-data; boundary=X")

    assert answer.status_code == 400
    assert "<h1>" in answer.text


def test_o01_broken_utf8_behind_base64_is_400(client, db):
    part = FIELD.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n") + b"/w=="

    assert client.generic("POST", LOG_IN, multipart(part), "multipart/form-data; boundary=X").status_code == 400


@pytest.mark.parametrize("part", [FIELD + b"ann", FILE])
@pytest.mark.parametrize("name", [b"\xff", b"a\xc3(", b"\xed\xa0\x80", b"caf\xe9"])
def test_o01_name_of_a_field_or_file_in_broken_utf8_is_400(client, db, name, part):
    for known in (b'"login"', b'"photo"', b'"a.png"'):
        part = part.replace(known, b'"' + name + b'"')

    answer = client.generic("POST", LOG_IN, multipart(part), "multipart/form-data; boundary=X")

    assert answer.status_code == 400
    assert "<h1>" in answer.text


def test_broken_name_after_a_good_field_is_400(client, db):
    body = multipart(FIELD + b"ann", FIELD.replace(b"login", b"\xff") + b"ann")

    assert client.generic("POST", LOG_IN, body, "multipart/form-data; boundary=X").status_code == 400


def test_names_in_other_scripts_and_what_stands_around_the_parts_are_read(client, db):
    body = b"a preface \xff\r\n" + multipart(FIELD + b"ann", FIELD.replace(b"login", "име".encode()) + b"x")

    answer = client.generic("POST", LOG_IN, body + b"an epilogue \xff", "multipart/form-data; boundary=X")

    assert answer.status_code == 200
    assert answer.context["form"].data == {"login": ["ann"], "име": ["x"]}


@pytest.mark.parametrize("limit", [0, 2_621_440])
def test_uploads_in_memory_and_on_disk_need_not_be_text(client, django_user_model, settings, limit):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = limit
    client.force_login(django_user_model.objects.create_user(email="ann@example.org", password="x"))
    photo = SimpleUploadedFile("é.png", picture(), "image/png")

    answer = client.post(PROFILE, {"display_name": "Ann \ufffd é", "handle": "ann", "photo": photo})

    assert answer.status_code == 302
    assert User.objects.get().display_name == "Ann \ufffd é"
    assert User.objects.get().photo.size > 0


@pytest.mark.parametrize("charset", ODD_CHARSETS)
def test_o01_charset_of_a_form_is_utf8_whatever_it_claims(client, db, charset):
    body = multipart(FIELD + "é\\ud800+2AA-".encode())

    answer = client.generic("POST", LOG_IN, body, f"multipart/form-data; boundary=X; charset={charset}")

    assert answer.status_code == 200
    assert answer.context["form"]["login"].value() == "é\\ud800+2AA-"


@pytest.mark.parametrize("charset", ODD_CHARSETS)
def test_o01_odd_charset_does_not_stop_the_server(db, charset):
    environ = RequestFactory().get("/healthz?q=%C3%A9").environ
    environ["CONTENT_TYPE"] = f"text/plain; charset={charset}"
    said = []

    application(environ, lambda status, headers: said.append(status))

    assert said == ["200 OK"]
