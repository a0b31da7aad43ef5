"""Files of bookmarks that hold a lot, and that hold too much."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from community.bookmarks import tagging
from community.bookmarks.models import Bookmark, BookmarkTag
from community.bookmarks.moving import exporting, importing

pytestmark = pytest.mark.django_db


def take(owner, text):
    return importing.take_in(owner=owner, contents=importing.read(text.encode()), now=timezone.now())


def as_file(rows):
    return json.dumps({"format": "stoa-bookmarks", "version": 1, "bookmarks": rows})


def in_collections(count, *, page="https://x.example/a", first=0):
    return {"page": page, "collections": [f"c{number}" for number in range(first, first + count)]}


def with_tags(number):
    return {"page": f"https://x.example/{number}", "tags": [f"t{number}-{tag}" for tag in range(12)]}


@pytest.mark.parametrize(
    "rows",
    [
        [in_collections(120, first=120 * number) for number in range(200)],
        [in_collections(180, page=f"https://x.example/{number}") for number in range(120)],
        [with_tags(number) for number in range(450)],
    ],
    ids=["one in more and more", "many in many", "tags"],
)
def test_o09_file_that_files_too_much_is_refused_with_a_reason(client, ada, rows, django_assert_max_num_queries):
    client.force_login(ada)

    with django_assert_max_num_queries(30):
        answer = client.post(
            reverse("bookmarks:import"), {"file": SimpleUploadedFile("x.json", as_file(rows).encode())}
        )

    assert answer.status_code == 422
    assert "at most 20,000 places in collections" in answer.text
    assert not Bookmark.objects.exists()


def test_o09_new_tags_of_an_import_need_few_queries(ada, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        take(ada, as_file([with_tags(number) for number in range(100)]))

    assert BookmarkTag.objects.count() == 1_200


def test_o09_import_holds_its_locks_for_one_batch_only(ada, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    depth, written = len(connection.savepoint_ids), []

    def note(execute, sql, *rest):
        if sql.startswith(("RELEASE", "COMMIT")) and len(connection.savepoint_ids) == depth:
            written.append(Bookmark.objects.count())
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        take(ada, as_file([in_collections(1, page=f"https://x.example/{number}") for number in range(5)]))

    assert sorted(set(written)) == [0, 2, 4, 5]


def test_tags_with_the_same_slug_are_all_made(ada):
    tags = tagging.named(["c#", "c++", "c"])
    again = tagging.named(["c#", "c++", "c", "c--"])

    assert {name: tag.pk for name, tag in tags.items()} == {name: again[name].pk for name in tags}
    assert len({tag.slug for tag in again.values()}) == 4
    assert "c" in {tag.slug for tag in tags.values()}


def test_o09_tag_whose_letters_grow_when_they_become_a_slug_is_made(ada):
    tag = tagging.named(["\ufdfa" * 50])["\ufdfa" * 50]

    assert 0 < len(tag.slug) <= 100


def test_u17_export_of_many_tags_is_read_on_sqlite_too(ada):
    take(ada, as_file([with_tags(number) for number in range(110)]))

    assert len(list(exporting.records_of(ada))) == 110
