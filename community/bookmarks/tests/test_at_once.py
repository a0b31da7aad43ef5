"""Two at once, in threads with a connection each: bookmarks, their pictures, and an account that goes meanwhile."""

import threading
from functools import partial

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from community.activity.models import Action
from community.bookmarks import fetching, pictures
from community.bookmarks.exceptions import OwnerGone
from community.bookmarks.models import Bookmark, BookmarkTag, Picture, PictureRendition, State
from community.bookmarks.tests.conftest import Answer, drawn
from stoa.accounts.models import User
from stoa.accounts.privacy import deletion
from stoa.accounts.privacy.models import DeletionRequest

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
ROUNDS = 8


@pytest.fixture(autouse=True)
def _not_now(monkeypatch):
    """Tasks are not run: who fetches, and when, is what these tests are about."""
    monkeypatch.setattr("community.bookmarks.saving.fetch_picture.delay_on_commit", lambda bookmark_id: None)


def at_once(*steps):
    """Run the steps in threads that start together; what each answered or raised, in order."""
    barrier, answers = threading.Barrier(len(steps)), [None] * len(steps)

    def run(number, step):
        barrier.wait()
        try:
            answers[number] = step()
        except Exception as problem:
            answers[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def files(folder="pictures"):
    """Every stored file below the folder of saved pictures."""
    if not default_storage.exists(folder):
        return []
    folders, names = default_storage.listdir(folder)
    return sorted(names + [name for one in folders for name in files(f"{folder}/{one}")])


def erase(user):
    DeletionRequest.objects.create(user=user, keeps_content=True, asked_at=timezone.now(), due_at=timezone.now())
    deletion.erase(user_id=user.pk, now=timezone.now())


def test_c09_same_address_saved_twice_at_once_is_one_bookmark(save):
    for number in range(ROUNDS):
        address = f"https://pictures.example/{number}.jpg"

        answers = at_once(*[partial(save, address, tags=["wood"])] * 3)

        assert sorted(is_new for _bookmark, is_new in answers) == [False, False, True]
        assert Bookmark.objects.filter(image_url=address).count() == 1
    assert BookmarkTag.objects.count() == 1


def test_same_link_saved_twice_at_once_is_one_bookmark(save):
    for number in range(ROUNDS):
        address = f"https://pages.example/{number}"

        answers = at_once(*[partial(save, "", page_url=address)] * 2)

        assert sorted(is_new for _bookmark, is_new in answers) == [False, True]


def test_c09_same_picture_fetched_at_once_by_two_is_stored_once(ada, bob, save, elsewhere):
    for number in range(ROUNDS):
        before = len(files())
        elsewhere.answers["/a.png"] = Answer(drawn(number))
        rows = [save(f"{elsewhere.url}/a.png?{number}", owner=owner)[0] for owner in (ada, bob)]
        elsewhere.answers |= {f"/a.png?{number}": elsewhere.answers["/a.png"]}

        answers = at_once(*[partial(fetching.fetch_for, row.pk) for row in rows])

        assert answers == [None, None]
        mine, yours = Bookmark.objects.filter(pk__in=[row.pk for row in rows])
        assert (mine.state, mine.picture_id) == (State.READY, yours.picture_id)
        assert len(files()) - before == 1 + PictureRendition.objects.filter(image=mine.picture_id).count()
    assert Picture.objects.count() == ROUNDS


def test_account_erased_while_its_picture_is_fetched_leaves_nothing(ada, save, elsewhere):
    before = files()
    is_asked, may_answer = threading.Event(), threading.Event()

    def slow(handler):
        is_asked.set()
        may_answer.wait(10)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(drawn())

    elsewhere.answers["/a.png"] = slow
    bookmark, _new = save(f"{elsewhere.url}/a.png")

    def meanwhile():
        is_asked.wait(10)
        erase(ada)
        may_answer.set()

    assert at_once(partial(fetching.fetch_for, bookmark.pk), meanwhile) == [None, None]
    pictures.remove_unused(now=timezone.now() + 2 * pictures.UNUSED_AT_MOST)
    assert (User.objects.filter(pk=ada.pk).count(), Bookmark.objects.count(), Action.objects.count()) == (0, 0, 0)
    assert (Picture.objects.count(), files()) == (0, before)


def test_account_erased_while_its_picture_arrives_stops_neither(make_member, save, picture):
    for number in range(ROUNDS):
        owner = make_member(f"owner{number}")
        bookmark, _new = save(owner=owner)
        Bookmark.objects.update(started_at=timezone.now())
        bookmark.refresh_from_db()

        answers = at_once(partial(fetching.take, bookmark=bookmark, picture=picture), partial(erase, owner))

        assert answers == [None, None]
        assert (Bookmark.objects.count(), Action.objects.count()) == (0, 0)


def test_account_erased_while_it_saves_has_nothing_left(make_member, save):
    for number in range(ROUNDS):
        owner = make_member(f"owner{number}")

        saved, erased = at_once(partial(save, owner=owner), partial(erase, owner))

        assert isinstance(saved, OwnerGone | tuple)
        assert erased is None
        assert Bookmark.objects.count() == 0


def test_picture_is_not_swept_while_it_is_taken(ada, save, picture):
    for number in range(ROUNDS):
        bookmark, _new = save(f"https://pictures.example/{number}.jpg")
        Bookmark.objects.filter(pk=bookmark.pk).update(started_at=timezone.now())
        bookmark.refresh_from_db()
        late = timezone.now() + 2 * pictures.UNUSED_AT_MOST

        answers = at_once(
            partial(fetching.take, bookmark=bookmark, picture=picture), partial(pictures.remove_unused, now=late)
        )

        assert [isinstance(answer, Exception) for answer in answers] == [False, False]
        bookmark.refresh_from_db()
        is_there = Picture.objects.filter(pk=picture.pk).exists()
        assert (bookmark.state == State.READY) == is_there
        if not is_there:
            picture = pictures.store(body=drawn(), now=timezone.now())
        bookmark.delete()
