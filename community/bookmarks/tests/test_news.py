"""What the stream is told of bookmarks."""

import pytest
from django.utils import timezone

from community.activity.models import Action
from community.bookmarks import fetching
from community.bookmarks.moving import importing
from community.bookmarks.tests.conftest import Answer, drawn

pytestmark = pytest.mark.django_db


def told():
    return list(Action.objects.filter(verb="bookmarked").values_list("actor__handle", "kind", "key"))


def test_c05_saved_picture_is_told_once_it_is_there_and_only_once(save, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn())
    bookmark, _new = save(f"{elsewhere.url}/a.png")
    assert told() == []

    fetching.fetch_for(bookmark.pk)
    save(f"{elsewhere.url}/a.png")

    assert told() == [("ada", "bookmark", str(bookmark.pk))]


def test_saved_link_is_told_at_once(save):
    bookmark, _new = save("", page_url="https://pages.example/")

    assert told() == [("ada", "bookmark", str(bookmark.pk))]


def test_what_is_private_refused_or_imported_is_not_told(ada, save):
    save("", page_url="https://pages.example/", is_private=True)
    refused, _new = save("http://127.0.0.1/a.png")
    fetching.fetch_for(refused.pk)
    text = b'<!DOCTYPE NETSCAPE-Bookmark-file-1><A HREF="https://x.example/">x</A>'
    importing.take_in(owner=ada, contents=importing.read(text), now=timezone.now())

    assert told() == []


def test_activity_goes_with_its_bookmark(save):
    bookmark, _new = save("", page_url="https://pages.example/")

    bookmark.delete()

    assert told() == []
