"""What members do with bookmarks, and what the database guards."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.bookmarks import collecting, removal, saving, tagging
from community.bookmarks.exceptions import NameTaken, OwnerGone, SavedAlready, TooLateToUndo, TooManyCollections
from community.bookmarks.models import Bookmark, BookmarkTag, Collection, Sharing, State
from community.bookmarks.saving import Details
from stoa.core import things

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def tags_of(bookmark):
    return sorted(bookmark.tagged.values_list("tag__name", flat=True))


def make_collection(owner, name="Chairs", **facts):
    return collecting.make_collection(owner=owner, facts=collecting.Facts(name=name, **facts))


def test_new_bookmark_waits_and_its_picture_is_asked_for(save, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        bookmark, is_new = save(tags=["wood"])

    assert (is_new, bookmark.state, tags_of(bookmark)) == (True, State.WAITING, ["wood"])
    assert len(callbacks) == 2


def test_page_without_a_picture_is_a_link_and_ready_at_once(save):
    bookmark, _new = save("", page_url="https://pages.example/#part")

    assert (bookmark.state, bookmark.is_link, bookmark.is_shown) == (State.READY, True, True)


def test_same_address_saved_twice_is_one_bookmark_filed_under_more(ada, save):
    first, _new = save(tags=["wood"], title="Mine")
    again, is_new = save(tags=["chairs"], title="Other words", collections=[make_collection(ada)])

    assert (again, is_new) == (first, False)
    first.refresh_from_db()
    assert (first.title, tags_of(first), first.collections.count()) == ("Mine", ["chairs", "wood"], 1)


def test_two_members_may_save_the_same_address(save, bob):
    save()
    _bookmark, is_new = save(owner=bob)

    assert is_new


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"image_url": "", "page_url": ""},
        {"image_url": "https://x.example/b", "state": "lost"},
        {"image_url": "https://x.example/b", "state": State.READY},
        {"image_url": "https://x.example/b", "state": State.REFUSED},
        {"image_url": "https://x.example/b", "reason": "damaged"},
    ],
)
def test_database_refuses_what_cannot_be(ada, fields):
    address = {"image_url": "https://x.example/a", "page_url": "https://x.example/"}
    Bookmark.objects.create(owner=ada, title="First", **address)

    with pytest.raises(IntegrityError), transaction.atomic():
        Bookmark.objects.create(owner=ada, title="Second", **(address | fields))


def test_database_refuses_the_same_link_twice(ada):
    facts = {"owner": ada, "title": "Link", "page_url": "https://x.example/", "state": State.READY}
    Bookmark.objects.create(**facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        Bookmark.objects.create(**facts)


def test_nothing_is_saved_for_an_account_that_is_gone(ada, save):
    ada.is_active = False
    ada.save()

    with pytest.raises(OwnerGone):
        save()


def test_one_cannot_file_into_a_strangers_collection(save, bob):
    bookmark, _new = save(collections=[make_collection(bob)])

    assert not bookmark.collections.exists()


def test_change_replaces_words_tags_and_collections(ada, make_bookmark):
    old, new = make_collection(ada, "Old"), make_collection(ada, "New")
    bookmark = make_bookmark()
    tagging.set_tags(bookmark=bookmark, names=["wood", "chairs"])
    bookmark.collected.create(collection=old)

    details = Details(title="New", tags=["chairs", "oak"], is_private=True, collections=[new])
    saving.change(bookmark=bookmark, image_url=bookmark.image_url, details=details, now=NOW)

    bookmark.refresh_from_db()
    assert (bookmark.title, bookmark.is_private, bookmark.state) == ("New", True, State.READY)
    assert tags_of(bookmark) == ["chairs", "oak"]
    assert list(bookmark.collections.all()) == [new]


def test_change_of_the_address_has_the_picture_fetched_anew(make_bookmark):
    bookmark = make_bookmark(state=State.REFUSED, reason="unreachable", attempts=3)

    saving.change(bookmark=bookmark, image_url="https://x.example/b", details=Details(title="B"), now=NOW)

    bookmark.refresh_from_db()
    assert (bookmark.state, bookmark.reason, bookmark.attempts) == (State.WAITING, "", 0)


def test_change_to_an_address_that_one_has_is_refused(make_bookmark):
    other = make_bookmark()
    bookmark = make_bookmark(state=State.REFUSED, reason="unreachable")

    with pytest.raises(SavedAlready):
        saving.change(bookmark=bookmark, image_url=other.image_url, details=Details(title="B"), now=NOW)


def test_everything_removed_comes_back_within_ten_minutes(ada, bob, make_bookmark):
    bookmarks = [make_bookmark() for _number in range(3)]
    strangers = make_bookmark(owner=bob)
    earlier = NOW - timedelta(minutes=1)
    saving.remove(bookmark=bookmarks[0], now=earlier)

    assert saving.remove_all(owner=ada, now=NOW) == 2
    assert not Bookmark.objects.of(ada).exists()
    assert saving.bring_back(owner=ada, removed_at=NOW, now=NOW + timedelta(minutes=9)) == 2

    assert set(Bookmark.objects.of(ada)) == set(bookmarks[1:])
    strangers.refresh_from_db()
    assert strangers.removed_at is None


def test_after_ten_minutes_it_is_too_late_and_the_sweep_deletes(ada, make_bookmark):
    heard = []
    things.gone.connect(lambda sender, kind, key, **kwargs: heard.append((kind, key)), weak=False, dispatch_uid="heard")
    bookmark, kept = make_bookmark(), make_bookmark()
    key = str(bookmark.pk)
    saving.remove(bookmark=bookmark, now=NOW)
    late = NOW + timedelta(minutes=10)

    with pytest.raises(TooLateToUndo):
        saving.bring_back(owner=ada, removed_at=NOW, now=late)
    assert removal.delete_removed(now=late - timedelta(seconds=1)) == 0
    assert removal.delete_removed(now=late) == 1
    things.gone.disconnect(dispatch_uid="heard")

    assert list(Bookmark.objects.all()) == [kept]
    assert heard == [("bookmark", key)]


def test_nobody_else_brings_ones_bookmarks_back(ada, bob, make_bookmark):
    make_bookmark()
    saving.remove_all(owner=ada, now=NOW)

    with pytest.raises(TooLateToUndo):
        saving.bring_back(owner=bob, removed_at=NOW, now=NOW)


def test_removed_bookmark_saved_again_begins_anew(ada, save):
    first, _new = save(tags=["wood"], collections=[make_collection(ada)])
    saving.remove(bookmark=first, now=NOW)

    again, is_new = save(title="New words", tags=["oak"])

    assert (again, is_new) == (first, True)
    again.refresh_from_db()
    assert (again.title, again.removed_at, tags_of(again), again.collections.count()) == ("New words", None, ["oak"], 0)


def test_collection_names_are_each_members_own(ada, bob):
    made = make_collection(ada)
    make_collection(bob)

    with pytest.raises(NameTaken):
        make_collection(ada)
    other = make_collection(ada, "Tables")
    with pytest.raises(NameTaken):
        collecting.change_collection(collection=other, facts=collecting.Facts(name=made.name))


def test_collections_have_an_end(ada, monkeypatch):
    monkeypatch.setattr(collecting, "MAX_COLLECTIONS", 1)
    make_collection(ada)

    with pytest.raises(TooManyCollections):
        make_collection(ada, "Tables")


def test_collection_shared_by_link_again_has_a_new_link(ada):
    made = make_collection(ada, sharing=Sharing.LINK)
    first = made.key

    same = collecting.change_collection(collection=made, facts=collecting.Facts(name="B", sharing=Sharing.LINK))
    assert same.key == first
    collecting.change_collection(collection=made, facts=collecting.Facts(name="B"))
    again = collecting.change_collection(collection=made, facts=collecting.Facts(name="B", sharing=Sharing.LINK))

    assert again.key != first
    assert len(again.key) == 22


def test_collection_goes_and_its_bookmarks_stay(ada, save):
    made = make_collection(ada)
    bookmark, _new = save(collections=[made])

    collecting.delete_collection(collection=made)

    assert (Collection.objects.count(), list(Bookmark.objects.all())) == (0, [bookmark])


def test_bookmarks_go_with_their_owner(ada, bob, save):
    save(tags=["wood"], collections=[make_collection(ada)])
    strangers, _new = save(owner=bob)

    ada.delete()

    assert (list(Bookmark.objects.all()), Collection.objects.count()) == ([strangers], 0)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        (" Wood, wood ,#OAK,, old  chairs ", ["wood", "oak", "old chairs"]),
        ("дърво, ДЪРВО", ["дърво"]),
        ("c++, c", ["c++", "c"]),
        ("a\u202eb, tab\there", ["a b", "tab here"]),
    ],
)
def test_tags_are_cleaned_as_they_are_typed(typed, expected):
    assert tagging.typed(typed) == expected


@pytest.mark.parametrize("typed", ["🪑", "!!!", "x" * 51, ",".join(f"tag{number}" for number in range(13))])
def test_what_is_no_tag_is_refused(typed):
    with pytest.raises(tagging.ValidationError):
        tagging.typed(typed)


def test_tags_of_one_spelling_are_one_and_those_of_one_slug_are_two():
    one = tagging.named(["c++", "c", "wood"])
    other = tagging.named(["wood", "c++"])

    assert (one["wood"], one["c++"]) == (other["wood"], other["c++"])
    assert BookmarkTag.objects.count() == 3
    assert len({tag.slug for tag in one.values()}) == 3
