"""Files of bookmarks: what browsers write, what we write, and what nobody should."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.bookmarks import collecting, tasks
from community.bookmarks.exceptions import FileRefused
from community.bookmarks.models import Bookmark, Collection, Sharing, State
from community.bookmarks.moving import exporting, importing, records
from community.bookmarks.tests.conftest import Answer, drawn

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FIREFOX = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file. -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>
<DL><p>
    <DT><H3 ADD_DATE="1700000000" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
    <DT><A HREF="https://pages.example/how?a=1&amp;b=2#part" TAGS="Wood,how to" ADD_DATE="1700000100">Why &amp; how</A>
        <DD>A description with &lt;b&gt;marks&lt;/b&gt;
        <DT><A HREF="javascript:alert(1)">A bookmarklet</A>
        <DT><A HREF="place:sort=8">Most visited</A>
    </DL><p>
    <DT><H3>Chairs</H3>
    <DL><p>
        <DT><A HREF="https://pictures.example/chair.JPG" ADD_DATE="1700000200000000" PRIVATE="1">A chair</A>
        <HR>
        <DT><A HREF="https://pages.example/how?a=1&amp;b=2#part">Once more</A>
    </DL><p>
</DL>
"""


def take(owner, text, now=NOW):
    return importing.take_in(owner=owner, contents=importing.read(text.encode()), now=now)


def everything(owner):
    return sorted(map(repr, exporting.records_of(owner)))


def test_file_of_a_browser_is_taken_in(ada):
    report = take(ada, FIREFOX)

    link, picture = Bookmark.objects.order_by("-image_url")[::-1]
    assert report == importing.Report(new=2, known=0, skipped=2, unfiled=0)
    assert (link.title, link.page_url, link.state) == (
        "Why & how",
        "https://pages.example/how?a=1&b=2#part",
        State.READY,
    )
    assert link.description == "A description with <b>marks</b>"
    assert sorted(link.tagged.values_list("tag__name", flat=True)) == ["how to", "wood"]
    assert link.saved_at == datetime.fromtimestamp(1700000100, tz=UTC)
    assert (picture.image_url, picture.state, picture.is_private) == (
        "https://pictures.example/chair.JPG",
        State.WAITING,
        True,
    )
    assert picture.saved_at == datetime.fromtimestamp(1700000200, tz=UTC)
    collection = Collection.objects.get()
    assert (collection.name, collection.sharing) == ("Chairs", Sharing.PRIVATE)
    assert set(collection.bookmarks.all()) == {link, picture}


def test_second_import_of_the_same_file_adds_nothing(ada):
    take(ada, FIREFOX)
    before = everything(ada)

    assert take(ada, FIREFOX) == importing.Report(new=0, known=2, skipped=2, unfiled=0)
    assert everything(ada) == before


def test_import_brings_back_what_was_removed_just_now(ada):
    take(ada, FIREFOX)
    Bookmark.objects.update(removed_at=NOW)

    take(ada, FIREFOX)

    assert Bookmark.objects.of(ada).count() == 2


def test_imported_pictures_are_fetched_by_the_sweep(ada, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn())
    take(
        ada,
        f'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="{elsewhere.url}/a.png">A</A></DL>',
        now=timezone.now(),
    )

    tasks.sweep()
    Bookmark.objects.update(asked_at=NOW - timedelta(hours=1))
    tasks.sweep()

    assert Bookmark.objects.get().state == State.READY


@pytest.fixture
def rich(ada, make_bookmark):
    """A member with all that bookmarks can have."""
    one = make_bookmark('<A> & "quoted" — дърво', description="Two\nlines <DD>", is_private=True)
    make_bookmark("A link", image_url="", page_url="https://pages.example/#x")
    public = collecting.make_collection(
        owner=ada, facts=collecting.Facts(name="Chairs & <co>", description="Said", sharing=Sharing.PUBLIC, cover=one)
    )
    other = collecting.make_collection(owner=ada, facts=collecting.Facts(name="Other"))
    one.collected.create(collection=public)
    one.collected.create(collection=other)
    importing.tagging.set_tags(bookmark=one, names=["wood", "c++"])
    Bookmark.objects.update(saved_at=datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC))
    return ada


def test_json_comes_back_as_it_went(rich, bob):
    text = exporting.as_json(rich)

    take(bob, text)

    assert everything(bob) == everything(rich)
    assert exporting.collections_of(bob) == exporting.collections_of(rich)
    assert json.loads(exporting.as_json(bob)) == json.loads(text)


def test_html_comes_back_with_all_but_who_sees_it(rich, bob):
    take(bob, exporting.as_html(rich))

    assert everything(bob) == [line.replace("Two\\nlines", "Two\\nlines") for line in everything(rich)]
    assert set(Collection.objects.filter(owner=bob).values_list("sharing", flat=True)) == {Sharing.PRIVATE}


HOSTILE = {
    "nothing": b"",
    "noise": bytes(range(256)),
    "latin": "caf\xe9".encode("latin-1"),
    "a page": b"<html><a href='https://x.example/'>x</a>",
    "broken json": b'{"format": "stoa-bookmarks"',
    "deep json": b'{"a":' * 100_000,
    "deep lists": b'{"format":"stoa-bookmarks","version":1,"bookmarks":' + b"[" * 100_000,
    "another json": b'{"format": "pocket", "version": 1}',
    "a number": b"{1}",
    "too large": b"{" + b" " * (records.MAX_BYTES + 1),
    "too many": b"<!DOCTYPE NETSCAPE-Bookmark-file-1>" + b"<A HREF='x'>" * 5_001,
    "too many in json": json.dumps({"format": "stoa-bookmarks", "version": 1, "bookmarks": [1] * 5_001}).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_kindly(name, client, ada):
    client.force_login(ada)

    answer = client.post(reverse("bookmarks:import"), {"file": SimpleUploadedFile("x.html", HOSTILE[name])})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not Bookmark.objects.exists()


ODD_ROWS = [
    None,
    7,
    [],
    {},
    {"image": 7, "page": None},
    {"page": "javascript:alert(1)"},
    {"page": "https://[bad/"},
    {"page": "https://user:pw@x.example/"},
    {"image": "https://x.example/" + "x" * 9_000},
]


def test_odd_rows_are_skipped_and_odd_values_cleaned(ada):
    odd = {
        "page": "https://x.example/a",
        "title": "\ud800\x00 " + "x" * 500,
        "description": ["no"],
        "tags": ["good", 7, "🪑", "\x00nul", "x" * 99],
        "private": "yes",
        "saved": "9999-99-99",
        "collections": ["", "\x00", "Fine \n name", None],
    }
    rows = {"format": "stoa-bookmarks", "version": 1, "bookmarks": [*ODD_ROWS, odd], "collections": [3, {"name": 3}]}

    report = take(ada, json.dumps(rows))

    bookmark = Bookmark.objects.get()
    assert report == importing.Report(new=1, known=0, skipped=len(ODD_ROWS), unfiled=0)
    assert (bookmark.title, bookmark.description, bookmark.is_private) == ("x" * 200, "", False)
    assert sorted(bookmark.tagged.values_list("tag__name", flat=True)) == ["good", "nul"]
    assert [one.name for one in Collection.objects.all()] == ["Fine name"]


@pytest.mark.parametrize("date", ["-1", "0", "99999999999999999999", "abc", "9999999999999999", "²"])
def test_odd_dates_are_now(ada, date):
    take(ada, f'<!DOCTYPE NETSCAPE-Bookmark-file-1><A HREF="https://x.example/" ADD_DATE="{date}">x</A>')

    assert Bookmark.objects.get().saved_at == NOW


@pytest.mark.parametrize(
    "piece", ["<a ", '<a href="', "<dl>", "</dl>", "<h3>", "<dd>", "<", "&#x", "a=", 'a="', "<!--"]
)
def test_long_nonsense_is_read_in_no_time(piece):
    text = "<!DOCTYPE NETSCAPE-Bookmark-file-1>" + piece * (1_000_000 // len(piece))

    started = datetime.now(tz=UTC)
    with suppress(FileRefused):
        importing.read(text.encode())

    assert datetime.now(tz=UTC) - started < timedelta(seconds=5)


def test_large_import_needs_few_queries(ada, django_assert_max_num_queries):
    links = "".join(f'<DT><A HREF="https://x.example/{number}" TAGS="a,b">x</A>' for number in range(1_000))
    text = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>" + links + "</DL>"
    importing.tagging.named(["a", "b"])

    with django_assert_max_num_queries(40):
        take(ada, text)

    assert Bookmark.objects.count() == 1_000


def test_no_room_for_more_collections_is_said(ada, monkeypatch):
    monkeypatch.setattr(importing, "MAX_COLLECTIONS", 0)

    assert take(ada, FIREFOX).unfiled == 1


def test_export_is_for_the_owner_only(client, ada, make_bookmark):
    make_bookmark("Mine")
    address = reverse("bookmarks:export", args=["json"])

    assert client.get(address).status_code == 302
    client.force_login(ada)
    answer = client.get(address)

    assert json.loads(answer.content)["bookmarks"][0]["title"] == "Mine"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(reverse("bookmarks:export", args=["exe"])).status_code == 404


def test_import_says_what_came_of_it(client, ada):
    client.force_login(ada)

    answer = client.post(
        reverse("bookmarks:import"), {"file": SimpleUploadedFile("b.html", FIREFOX.encode())}, follow=True
    )

    assert "2 bookmarks are new. 2 are no addresses of the web." in answer.content.decode()


def test_imports_are_limited(client, ada, settings):
    settings.BOOKMARK_IMPORT_RATE = "1/h"
    client.force_login(ada)
    address = reverse("bookmarks:import")
    client.post(address, {"file": SimpleUploadedFile("b.html", FIREFOX.encode())})

    assert client.post(address, {"file": SimpleUploadedFile("b.html", FIREFOX.encode())}).status_code == 429
