import asyncio
import re

import pytest
from asgiref.sync import async_to_sync
from django.core.asgi import get_asgi_application
from django.db import connection

from conftest import add_live
from home.models import StandardPage

NUL_FORMS = [
    ("/en/account/login/", {"login": "a\x00@example.org", "password": "x"}),
    ("/en/account/signup/", {"display_name": "a\x00b", "email": "a@example.org"}),
    ("/en/account/password/reset/", {"email": "a@example.org\x00"}),
    ("/en/account/email/", {"email": "\x00"}),
    ("/en/account/profile/", {"bio": "\x00"}),
    ("/en/comments/00000000-0000-0000-0000-000000000000/post/", {"text": "a\x00b", "name": "x"}),
    ("/en/", {"name\x00": "x"}),
]


def test_o01_answer_carries_request_id_and_times(client, home):
    answer = client.get(home.url, headers={"X-Request-ID": "abc-12345"})

    assert answer["X-Request-ID"] == "abc-12345"
    assert re.fullmatch(r'total;dur=[\d.]+, db;dur=[\d.]+;desc="\d+ queries"', answer["Server-Timing"])


def test_o01_request_id_with_a_line_break_is_replaced(client, db):
    assert re.fullmatch(r"[0-9a-f]{32}", client.get("/healthz", headers={"X-Request-ID": "a\r\nb: c"})["X-Request-ID"])


def test_o01_times_are_logged_for_each_request_apart(client, db, caplog):
    with caplog.at_level("INFO", logger="stoa.request"):
        client.get("/readyz")
        client.get("/healthz")

    queries = {record.facts["path"]: record.facts["queries"] for record in caplog.records if hasattr(record, "facts")}
    assert queries == {"/readyz": 1, "/healthz": 0}
    assert connection.execute_wrappers == []


@pytest.mark.parametrize(
    "address",
    [
        "/en/blog/%00",
        "/en/%FF%FE/",
        "/en/?page=%00",
        "/en/?q=%C3%28",
        "/en/?%00=1",
        "/en/?q=%ED%A0%80",
        "/%00",
        "/admin/%00/",
    ],
)
def test_o01_hostile_address_is_400(client, db, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/{}/", 200),
        ("/en/{}ж/", 400),
        ("/media/{}.jpg", 400),
        ("/static/{}.css", 400),
    ],
)
def test_o01_names_are_as_long_as_a_slug_may_be(client, home, address, status):
    slug = "ж" * 255
    add_live(home, StandardPage(title="Long", slug=slug))

    assert client.get(address.format(slug)).status_code == status


@pytest.mark.parametrize("address", ["/en/?q=%25", "/en/?q=%E2%82%AC+%F0%9F%8D%8B", "/en/?q=a%2500"])
def test_o01_odd_but_honest_query_is_no_400(client, home, address):
    assert client.get(address).status_code == 200


def test_o01_raw_bytes_in_the_query_are_400(client, db):
    assert client.get("/en/", QUERY_STRING="q=\xff").status_code == 400
    assert client.get("/en/", QUERY_STRING="q=\x00").status_code == 400


@pytest.mark.parametrize("header", ["HTTP_REFERER", "HTTP_USER_AGENT", "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE"])
def test_o01_nul_in_a_header_is_400(client, db, header):
    assert client.get("/en/", **{header: "sessionid=a\x00b"}).status_code == 400


def test_o01_nul_escaped_in_a_cookie_is_400(client, db):
    assert client.get("/en/account/login/", HTTP_COOKIE='sessionid="a\\000b"').status_code == 400


@pytest.mark.parametrize("content_type", ["form", "multipart"])
@pytest.mark.parametrize(("address", "data"), NUL_FORMS)
def test_o01_nul_in_a_form_is_400(client, home, address, data, content_type):
    if content_type == "multipart":
        assert client.post(address, data).status_code == 400
        return
    body = "&".join(f"{name}={value}" for name, value in data.items()).replace("\x00", "%00")
    assert client.post(address, body, content_type="application/x-www-form-urlencoded").status_code == 400


def test_o01_broken_utf8_in_a_form_is_400(client, db):
    for body in (b"login=%FF", b"login=\xff"):
        answer = client.post("/en/account/login/", body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400


@pytest.mark.parametrize("body", [b'{"a": "\\u0000"}', b'{"a": "\xff"}', b'{"a": "\x00"}', b'{"\\\\\\u0000": 1}'])
def test_o01_nul_or_broken_utf8_in_json_is_400(client, db, body):
    assert client.post("/en/account/login/", body, content_type="application/json").status_code == 400


def test_o01_text_about_nul_in_json_is_fine(client, db):
    answer = client.post("/en/account/login/", b'{"a": "\\\\u0000"}', content_type="application/json")

    assert "makes no sense" not in answer.text


def test_o01_nul_inside_a_stream_of_the_editor_is_400(admin_client):
    body = {"body-0-value": '{"blocks": [{"text": "\\u0000"}]}'}

    assert admin_client.post("/admin/pages/1/edit/", body).status_code == 400


def test_o01_body_too_large_is_413(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = client.post("/en/account/login/", "login=" + "a" * 2000, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_o01_upload_too_large_is_413_before_it_is_read(client, db):
    assert client.post("/en/account/login/", {}, CONTENT_LENGTH=str(10**12)).status_code == 413


def test_o01_too_many_fields_are_400(client, db, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10

    assert client.post("/en/account/login/", {str(number): "x" for number in range(20)}).status_code == 400


def test_o01_broken_multipart_is_400(client, db):
    answer = client.post("/en/account/login/", b"nonsense", content_type="multipart/form-data; boundary=")

    assert answer.status_code == 400


@pytest.mark.parametrize("page", ["abc", "-1", "0", "999999999", "x" * 5000, "1e9", "٣"])
def test_b02_odd_page_numbers_show_a_page(client, blog, page):
    assert client.get(blog.url, {"page": page}).status_code == 200


@pytest.mark.parametrize("page", ["1234567890", "9" * 5000, "٣" * 10])
def test_o01_absurd_page_numbers_are_400(client, blog, page):
    assert client.get(blog.url, {"page": page}).status_code == 400


def test_o01_maintenance_closes_the_site_but_not_the_way_of_its_staff(client, home, settings):
    settings.MAINTENANCE = True

    closed = client.get(home.url)

    assert closed.status_code == 503
    assert closed["Retry-After"] == "120"
    assert client.get("/en/account/signup/").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert client.get("/en/account/login/").status_code == 200
    assert client.get("/admin/").status_code == 302


def test_unknown_host_is_400(client, db):
    assert client.get("/en/account/login/", headers={"host": "evil.example"}).status_code == 400


async def answer_of_asgi(path, raw_path, query=b""):
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "raw_path": raw_path,
        "query_string": query,
        "headers": [(b"host", b"testserver")],
    }
    sent = []

    arriving = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        return arriving.pop() if arriving else await asyncio.Future()

    async def send(message):
        sent.append(message)

    await get_asgi_application()(scope, receive, send)
    return sent[0]["status"]


@pytest.mark.parametrize(("path", "query"), [("/en/\x00/", b""), ("/en/\ufffd/", b""), ("/healthz", b"q=%FF")])
def test_o01_hostile_address_is_400_under_asgi(db, path, query):
    assert async_to_sync(answer_of_asgi)(path, path.encode(), query) == 400
