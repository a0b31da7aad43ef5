"""M20: how a bought file is sent: in part or whole, by any name, by nginx, never in public."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from shop.catalogue import files
from shop.catalogue.models import OfferFile
from shop.orders.tests.downloaders import BYTES, body, fetch, left, take


def test_m20_a_download_that_breaks_off_goes_on_and_counts_once(client, mia, bought):
    order = bought(user=mia)
    address = take(client, order)["Location"]
    begun = client.get(address)
    etag = begun["ETag"]

    rest = client.get(address, headers={"range": "bytes=1000-", "if-range": etag})
    middle = client.get(address, headers={"range": "bytes=10-19"})
    ending = client.get(address, headers={"range": "bytes=-4"})

    assert (rest.status_code, body(rest), rest["Content-Range"]) == (206, BYTES[1000:], "bytes 1000-1023/1024")
    assert (body(middle), middle["Content-Length"]) == (BYTES[10:20], "10")
    assert (body(ending), ending["Content-Range"]) == (BYTES[-4:], "bytes 1020-1023/1024")
    assert left(order) == 4


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("bytes=1024-", 416),
        ("bytes=-0", 416),
        ("bytes=20-10", 200),
        ("bytes=0-1,5-6", 200),
        ("bytes=-", 200),
        ("bytes=٣-", 200),
        ("bytes=" + "9" * 400 + "-", 200),
        ("lines=1-2", 200),
        ("bytes=0-999999999", 206),
    ],
)
def test_m20_odd_ranges_are_answered_as_the_standard_says(client, mia, bought, typed, status):
    order = bought(user=mia)

    answer = fetch(client, order, range=typed)

    assert answer.status_code == status
    assert answer.headers.get("Content-Range") == {416: "bytes */1024", 206: "bytes 0-1023/1024"}.get(status)


def test_m20_a_newer_version_is_sent_whole_to_who_had_begun_the_one_before(
    client, mia, bought, django_capture_on_commit_callbacks
):
    order = bought(user=mia)
    address = take(client, order)["Location"]
    etag = client.get(address)["ETag"]
    row = OfferFile.objects.get()
    storage, before = row.file.storage, row.file.name

    with django_capture_on_commit_callbacks(execute=True):
        files.put(row=row, upload=ContentFile(b"better", name="plan 2.pdf"), now=timezone.now())
    answer = client.get(address, headers={"range": "bytes=3-", "if-range": etag})

    assert (answer.status_code, body(answer)) == (200, b"better")
    assert (row.version, storage.exists(before), storage.exists(row.file.name)) == (2, False, True)
    assert left(order) == 4


def test_m20_head_says_what_get_would(client, mia, bought):
    order = bought(user=mia)

    answer = client.head(take(client, order)["Location"], headers={"range": "bytes=1-2"})

    assert (answer.status_code, answer["Content-Length"], answer["Accept-Ranges"]) == (200, "1024", "bytes")
    assert answer.content == b""


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("план.pdf", "attachment; filename*=utf-8''%D0%BF%D0%BB%D0%B0%D0%BD.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("x\r\nSet-Cookie: a=b.pdf", 'attachment; filename="xSet-Cookie: a=b.pdf"'),
        ("\u202egpj.exe", 'attachment; filename="gpj.exe"'),
        ("...", 'attachment; filename="file"'),
    ],
)
def test_m20_any_name_becomes_a_header(client, mia, bought, name, header):
    order = bought(user=mia)
    OfferFile.objects.update(name=name)

    assert fetch(client, order)["Content-Disposition"] == header


def test_m20_nginx_is_told_which_file_to_send(client, mia, bought, settings):
    settings.EDGE_SERVES_FILES = True
    order = bought(user=mia)

    answer = fetch(client, order)

    assert answer["X-Accel-Redirect"] == f"/protected-files/{OfferFile.objects.get().file.name}"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer.content == b""


def test_m20_a_file_has_no_public_address(client, bought):
    bought()
    row = OfferFile.objects.get()

    with pytest.raises(ValueError, match="no address"):
        row.file.url  # noqa: B018
    assert client.get(f"/media/{row.file.name}").status_code == 404


def test_m20_a_file_that_is_not_there_is_not_found(client, mia, bought):
    order = bought(user=mia)
    OfferFile.objects.update(file="downloads/gone.pdf")

    assert fetch(client, order).status_code == 404
