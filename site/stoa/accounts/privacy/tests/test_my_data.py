"""Taking one's data along, leaving, and coming back."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db.models.signals import pre_delete
from django.utils import timezone, translation

from community.comments import threads
from community.comments.models import Comment, MailRefusal, State, Thread
from community.members import relations
from stoa.accounts.models import User
from stoa.accounts.privacy import deletion, reading
from stoa.accounts.privacy.models import DeletionRequest
from stoa.core import things

PASSWORD = "correct horse battery"
MY_DATA = "/en/account/my-data/"
EXPORT = f"{MY_DATA}export/"
DELETE = f"{MY_DATA}delete/"
KEEP = f"{MY_DATA}keep/"


@pytest.fixture
def ann(make_member):
    user = make_member("ann@example.org", display_name="Ann Reader", bio="Reads.")
    user.photo.save("ann.webp", ContentFile(b"a photo"))
    return user


@pytest.fixture
def make_member(db):
    def make(email, **fields):
        user = User.objects.create_user(email=email, password=PASSWORD, **fields)
        user.vouch_for_address()
        return user

    return make


@pytest.fixture
def logged_in(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def comment(ann, make_post):
    return threads.post_comment(
        translation_key=make_post("Planes").translation_key,
        author=threads.Author(user=ann),
        body="A secret opinion",
        language="en",
        state=State.APPROVED,
        now=timezone.now(),
    )


def confirm(client, answer):
    """Type the password again where the answer sends to."""
    assert "/reauthenticate/" in answer["Location"]
    return client.post(answer["Location"], {"password": PASSWORD})


def unpack(answer):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return {name: archive.read(name) for name in archive.namelist()}


def ask(user, *, keeps_content=True, days_ago=0):
    with time_machine.travel(timezone.now() - timedelta(days=days_ago), tick=False):
        return deletion.ask(user=user, keeps_content=keeps_content, now=timezone.now())


def test_u17_export_asks_for_the_password_and_holds_everything(logged_in, ann, comment, make_member):
    relations.follow(follower=ann, followed=make_member("bob@example.org", handle="bob"))

    files = unpack(confirm(logged_in, logged_in.post(EXPORT)))

    photo = ann.photo.name.rpartition("/")[2]
    account = json.loads(files["accounts.user.json"])[0]
    assert (account["email"], account["bio"], account["photo"]) == ("ann@example.org", "Reads.", f"files/{photo}")
    assert files[f"files/{photo}"] == b"a photo"
    assert [row["body"] for row in json.loads(files["comments.comment.json"])] == ["A secret opinion"]
    assert [row["followed__handle"] for row in json.loads(files["members.follow.json"])] == ["bob"]
    assert not any(b"password" in content or b"argon2" in content for content in files.values())


def test_u17_export_holds_nothing_of_others(logged_in, ann, comment, make_member, make_post):
    bob = make_member("bob@example.org", display_name="Bob", handle="bob")
    relations.block(blocker=bob, blocked=ann)

    files = unpack(confirm(logged_in, logged_in.post(EXPORT)))

    assert "members.block.json" not in files
    assert not any(b"bob" in content for content in files.values())


def test_u17_export_leaves_out_a_photo_that_is_gone(logged_in, ann):
    ann.photo.storage.delete(ann.photo.name)

    files = unpack(confirm(logged_in, logged_in.post(EXPORT)))

    assert [name for name in files if name.startswith("files/")] == []


def test_u17_export_has_a_page_to_read(logged_in, ann, comment):
    Comment.objects.update(body="<script>alert(1)</script>\nTwo lines")

    files = unpack(confirm(logged_in, logged_in.post(EXPORT)))

    page = files["index.html"].decode()
    photo = f"files/{ann.photo.name.rpartition('/')[2]}"
    assert "<h1>What Stoa holds about me</h1>" in page
    assert '<a href="accounts.user.json">' in page
    assert f'<a href="{photo}">' in page
    assert '<dd dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;<br>Two lines</dd>' in page
    assert '<dt><strong>Name</strong></dt><dd dir="auto">Ann Reader</dd>' in page


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (True, "sí"),
        (0, "0"),
        (["a", None], "a; –"),
        ({"a": date(2026, 1, 2)}, '{"a": "2026-01-02"}'),
        (date(2026, 1, 2), "2 de enero de 2026"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2 de enero de 2026 a las 03:04"),
    ],
)
def test_u17_values_are_said_in_the_members_language(value, words):
    with translation.override("es"), timezone.override(UTC):
        assert reading.said(value) == words


def test_u17_export_is_limited(logged_in):
    confirm(logged_in, logged_in.post(EXPORT))

    assert [logged_in.post(EXPORT).status_code for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("address", [MY_DATA, DELETE])
def test_u11_visitors_are_sent_to_log_in(client, db, address):
    assert client.get(address)["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize("address", [EXPORT, KEEP])
def test_u17_what_changes_or_exports_is_no_get(logged_in, address):
    assert logged_in.get(address).status_code == 405


def test_u17_deletion_asks_for_the_password(logged_in, ann):
    answer = logged_in.post(DELETE, {"keeps_content": "yes", "password": "wrong"})

    assert answer.context["form"].errors["password"] == ["This is not your password."]
    assert not DeletionRequest.objects.exists()


def test_u17_guessing_the_password_is_limited(logged_in):
    answers = [logged_in.post(DELETE, {"keeps_content": "yes", "password": "wrong"}).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_u17_deletion_waits_and_can_be_taken_back(logged_in, ann, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        logged_in.post(DELETE, {"keeps_content": "yes", "password": PASSWORD})
    deletion.erase_due()
    asked = DeletionRequest.objects.get()
    logged_in.post(KEEP)

    assert asked.due_at - asked.asked_at == timedelta(days=7)
    assert [mail.subject for mail in mailoutbox] == ["Your account at Stoa will be deleted"]
    assert f"http://testserver{DELETE}" in mailoutbox[0].body
    assert not DeletionRequest.objects.exists()
    assert User.objects.filter(pk=ann.pk).exists()


def test_u17_member_without_password_types_the_address(client, make_member):
    user = make_member("eve@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    wrong = client.post(DELETE, {"keeps_content": "no", "email": "ann@example.org"})
    right = client.post(DELETE, {"keeps_content": "no", "email": "Eve@example.org"})

    assert "email" in wrong.context["form"].errors
    assert right["Location"] == DELETE


def test_u17_erased_account_leaves_its_comments_without_a_name(
    ann, comment, mailoutbox, django_capture_on_commit_callbacks
):
    photo, storage = ann.photo.name, ann.photo.storage
    MailRefusal.objects.create(email=ann.email)
    ask(ann, days_ago=8)

    with django_capture_on_commit_callbacks(execute=True):
        deletion.erase_due()

    kept = Comment.objects.get()
    assert (kept.body, kept.user, kept.author_name) == ("A secret opinion", None, "Former member")
    assert not User.objects.filter(email="ann@example.org").exists()
    assert not MailRefusal.objects.exists()
    assert not storage.exists(photo)
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]] * len(mailoutbox)
    assert mailoutbox[-1].subject == "Your account at Stoa is deleted"


def test_u17_erased_account_takes_its_comments_along_when_asked(ann, comment):
    ask(ann, keeps_content=False, days_ago=8)

    deletion.erase_due()

    emptied = Comment.objects.get()
    assert (emptied.body, emptied.state, emptied.user) == ("", State.DELETED, None)
    assert Thread.objects.get().comment_count == 0


def test_u17_account_is_erased_wholly_or_not_at_all(ann, comment):
    ask(ann, keeps_content=False, days_ago=8)

    def fail(sender, **kwargs):
        raise RuntimeError("the last step fails")

    pre_delete.connect(fail, sender=User)
    try:
        deletion.erase_due()
    finally:
        pre_delete.disconnect(fail, sender=User)

    assert Comment.objects.get().body == "A secret opinion"
    assert User.objects.filter(pk=ann.pk).exists()


def test_u17_one_account_that_fails_does_not_stop_the_others(ann, make_member, superuser_alone):
    ask(ann, days_ago=8)

    deletion.erase_due()

    assert User.objects.filter(pk=superuser_alone.pk).exists()
    assert not User.objects.filter(pk=ann.pk).exists()


@pytest.fixture
def superuser_alone(db):
    """The last administrator, whose wish was written while there was another."""
    user = User.objects.create_superuser(email="root@example.org", password=PASSWORD)
    moment = timezone.now() - timedelta(days=9)
    DeletionRequest.objects.create(user=user, keeps_content=True, asked_at=moment, due_at=moment)
    return user


def test_u17_last_administrator_stays(client, db):
    root = User.objects.create_superuser(email="root@example.org", password=PASSWORD)
    client.force_login(root)

    answer = client.post(DELETE, {"keeps_content": "yes", "password": PASSWORD})

    assert "last administrator" in str(answer.context["form"].non_field_errors())
    assert not DeletionRequest.objects.exists()


def test_u17_erasing_twice_is_quiet(ann):
    ask(ann, days_ago=8)

    deletion.erase(user_id=ann.pk, now=timezone.now())
    deletion.erase(user_id=ann.pk, now=timezone.now())

    assert not User.objects.filter(email="ann@example.org").exists()


def test_page_of_a_former_member_stays(ann, make_post):
    post = make_post("Planes", owner=ann)
    ask(ann, keeps_content=False, days_ago=8)

    deletion.erase_due()

    post.refresh_from_db()
    assert (post.live, post.owner) == (True, None)
    assert things.key_of(post)
