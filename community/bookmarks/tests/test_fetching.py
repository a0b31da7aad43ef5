"""Fetching the picture of a bookmark: from good servers and bad ones, and while the bookmark goes away."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from community.bookmarks import fetching, pictures, saving, tasks
from community.bookmarks.models import Bookmark, Picture, Reason, State
from community.bookmarks.tests.conftest import Answer, drawn
from stoa.core import fetching as core_fetching

pytestmark = pytest.mark.django_db


def fetched(bookmark):
    fetching.fetch_for(bookmark.pk)
    bookmark.refresh_from_db()
    return bookmark


def test_c09_picture_is_fetched_and_the_bookmark_ready(save, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn())
    bookmark, _is_new = save(f"{elsewhere.url}/a.png")
    assert bookmark.is_waiting

    fetched(bookmark)

    assert (bookmark.state, bookmark.reason) == (State.READY, "")
    assert (bookmark.picture.width, bookmark.picture.height) == (400, 300)


def test_picture_is_known_by_its_content_not_by_what_the_server_says(save, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn(kind="WEBP"), **{"Content-Type": "text/html"})
    elsewhere.answers["/b.png"] = Answer(b"<html>", **{"Content-Type": "image/png"})

    good, _new = save(f"{elsewhere.url}/a.png")
    bad, _new = save(f"{elsewhere.url}/b.png")

    assert fetched(good).state == State.READY
    assert fetched(bad).reason == Reason.NO_PICTURE


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"\x89PNG" + bytes(60_000))


def trickle(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.02)


def promising(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "5000000")
    handler.end_headers()
    handler.wfile.write(drawn())


def understating(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "10")
    handler.end_headers()
    handler.wfile.write(drawn())


BAD_SERVERS = {
    "redirects inward": (Answer(status=302, Location="http://169.254.169.254/latest/"), Reason.UNREACHABLE),
    "redirects to this machine": (Answer(status=302, Location="http://localhost/"), Reason.UNREACHABLE),
    "redirects to a file": (Answer(status=302, Location="file:///etc/passwd"), Reason.UNREACHABLE),
    "redirects for ever": (Answer(status=302, Location="/x"), Reason.UNREACHABLE),
    "never ends": (endless, Reason.TOO_LARGE),
    "never hurries": (trickle, Reason.UNREACHABLE),
    "promises more than it gives": (promising, Reason.UNREACHABLE),
    "gives more than it promises": (understating, Reason.NO_PICTURE),
    "has nothing": (Answer(status=404), Reason.UNREACHABLE),
    "is broken": (Answer(status=500), Reason.UNREACHABLE),
    "gives nothing": (Answer(b""), Reason.NO_PICTURE),
    "zips": (Answer(b"x", **{"Content-Encoding": "gzip"}), Reason.UNREACHABLE),
}


@pytest.mark.parametrize("name", BAD_SERVERS)
def test_bad_server_leads_to_a_reason_and_nothing_stored(name, save, elsewhere, monkeypatch):
    monkeypatch.setattr(fetching, "fetch", lambda url: core_fetching.fetch(url, seconds=1.0))
    answer, reason = BAD_SERVERS[name]
    elsewhere.answers["/x"] = answer

    bookmark = fetched(save(f"{elsewhere.url}/x")[0])

    assert (bookmark.state, bookmark.reason, bookmark.picture) == (State.REFUSED, reason, None)
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "http://localhost/a.png",
        "http://2130706433/a.png",
        "http://0x7f.1/a.png",
        "http://[::1]/a.png",
        "http://[::ffff:10.0.0.1]/a.png",
        "http://192.168.1.1/a.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://nowhere.invalid/a.png",
        "http://example.org:22/a.png",
    ],
)
def test_refused_and_unreachable_look_the_same(address, save):
    bookmark = fetched(save(address)[0])

    assert (bookmark.state, bookmark.reason) == (State.REFUSED, Reason.UNREACHABLE)


def test_bookmark_gone_while_its_picture_is_fetched_leaves_nothing(ada, save, elsewhere, monkeypatch):
    elsewhere.answers["/a.png"] = Answer(drawn())
    bookmark, _new = save(f"{elsewhere.url}/a.png")
    real = fetching.picture_at

    def and_meanwhile_the_account_is_deleted(address, *, now):
        found = real(address, now=now)
        ada.delete()
        return found

    monkeypatch.setattr(fetching, "picture_at", and_meanwhile_the_account_is_deleted)

    fetching.fetch_for(bookmark.pk)
    pictures.remove_unused(now=timezone.now() + timedelta(hours=2))

    assert (Bookmark.objects.count(), Picture.objects.count()) == (0, 0)


def test_address_changed_while_the_old_picture_is_fetched_waits_for_the_new_one(save, elsewhere, monkeypatch):
    elsewhere.answers["/a.png"] = Answer(drawn())
    bookmark, _new = save(f"{elsewhere.url}/a.png")
    real = fetching.picture_at

    def and_meanwhile_it_is_changed(address, *, now):
        Bookmark.objects.update(image_url=f"{elsewhere.url}/b.png", started_at=None)
        return real(address, now=now)

    monkeypatch.setattr(fetching, "picture_at", and_meanwhile_it_is_changed)

    assert fetched(bookmark).state == State.WAITING


def test_picture_is_fetched_once_however_often_it_is_asked_for(save, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn())
    bookmark, _new = save(f"{elsewhere.url}/a.png")

    for _time in range(3):
        tasks.fetch_picture(bookmark.pk)

    assert elsewhere.asked == ["/a.png"]


def test_one_that_is_being_fetched_is_left_alone(save, elsewhere):
    bookmark, _new = save(f"{elsewhere.url}/a.png")
    Bookmark.objects.update(started_at=timezone.now())

    tasks.fetch_picture(bookmark.pk)

    assert elsewhere.asked == []


def test_sweep_fetches_what_was_forgotten(save, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn())
    elsewhere.answers["/b.png"] = Answer(drawn(1))
    elsewhere.answers["/c.png"] = Answer(drawn(2))
    late = timezone.now() - timedelta(minutes=5)
    never_begun, _new = save(f"{elsewhere.url}/a.png", now=late)
    broken_off, _new = save(f"{elsewhere.url}/b.png", now=late)
    Bookmark.objects.filter(pk=broken_off.pk).update(started_at=late, attempts=1)
    just_saved, _new = save(f"{elsewhere.url}/c.png")

    tasks.sweep()

    assert sorted(elsewhere.asked) == ["/a.png", "/b.png"]
    states = dict(Bookmark.objects.values_list("pk", "state"))
    assert states == {never_begun.pk: "ready", broken_off.pk: "ready", just_saved.pk: "waiting"}


def test_picture_that_ends_the_process_each_time_is_given_up(save, elsewhere):
    bookmark, _new = save(f"{elsewhere.url}/a.png")
    late = timezone.now() - timedelta(minutes=5)
    Bookmark.objects.update(started_at=late, attempts=fetching.MAX_ATTEMPTS)

    tasks.sweep()

    bookmark.refresh_from_db()
    assert (bookmark.state, bookmark.reason, elsewhere.asked) == (State.REFUSED, Reason.DAMAGED, [])


def test_removed_bookmark_is_not_fetched_until_it_is_back(ada, save, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn())
    bookmark, _new = save(f"{elsewhere.url}/a.png")
    now = timezone.now()
    saving.remove(bookmark=bookmark, now=now)
    tasks.fetch_picture(bookmark.pk)
    assert elsewhere.asked == []

    saving.bring_back(owner=ada, removed_at=now, now=now)

    assert fetched(bookmark).state == State.READY


def test_retry_fetches_once_more(save, elsewhere, django_capture_on_commit_callbacks):
    bookmark = fetched(save(f"{elsewhere.url}/a.png")[0])
    assert bookmark.is_refused
    elsewhere.answers["/a.png"] = Answer(drawn())

    with django_capture_on_commit_callbacks(execute=True):
        saving.retry(bookmark=bookmark, now=timezone.now())
        saving.retry(bookmark=bookmark, now=timezone.now())

    bookmark.refresh_from_db()
    assert (bookmark.state, elsewhere.asked) == (State.READY, ["/a.png", "/a.png"])
