"""Moderators decide: the thing, the member, the log, all together or not at all."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from community.comments.models import Comment
from community.comments.models import State as CommentState
from community.moderation import deciding, reporting, sanctions
from community.moderation.exceptions import NotPossible, Silenced, Untouchable
from community.moderation.models import Action, Case, Decision, Sanction, State
from stoa.accounts.models import User


def decide(case, moderator, action, sentence=None):
    deciding.decide(case=case, action=action, moderator=moderator, note="seen", sentence=sentence, now=timezone.now())


def sentence(kind, days=None):
    ends_at = timezone.now() + timedelta(days=days) if days else None
    return sanctions.Sentence(kind=kind, reason="Be kind", ends_at=ends_at)


def give(member, moderator, kind, days=None, now=None):
    return sanctions.give(member=member, sentence=sentence(kind, days), moderator=moderator, now=now or timezone.now())


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (Action.KEEP, CommentState.APPROVED),
        (Action.HIDE, CommentState.HIDDEN),
        (Action.DELETE, CommentState.DELETED),
        (Action.RESTORE, CommentState.APPROVED),
    ],
)
def test_decision_changes_the_thing_closes_the_case_and_is_logged(case, moderator, action, state):
    decide(case, moderator, action)

    case.refresh_from_db()
    assert Comment.objects.get().state == state
    assert case.state == State.CLOSED
    assert list(Decision.objects.values_list("action", "moderator", "note")) == [(action, moderator.pk, "seen")]


def test_hidden_comment_can_be_shown_again(case, moderator):
    decide(case, moderator, Action.HIDE)
    decide(case, moderator, Action.RESTORE)

    assert Comment.objects.get().state == CommentState.APPROVED


def test_decision_with_a_sanction_does_both_and_tells_the_member(
    case, moderator, troll, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decide(case, moderator, Action.HIDE, sentence(Sanction.Kind.SILENCE, days=7))

    assert [mail.to for mail in mailoutbox] == [[troll.email]]
    assert "Be kind" in mailoutbox[0].body
    assert sorted(Decision.objects.values_list("action", flat=True)) == ["hide", "silence"]
    with pytest.raises(Silenced):
        sanctions.check_may_write(troll)


def test_nothing_is_changed_when_the_member_may_not_be_sanctioned(case, moderator, troll):
    troll.is_staff = True
    troll.save()

    with pytest.raises(Untouchable):
        decide(case, moderator, Action.HIDE, sentence(Sanction.Kind.WARNING))

    case.refresh_from_db()
    assert (case.state, Comment.objects.get().state) == (State.OPEN, CommentState.APPROVED)
    assert not Decision.objects.exists()


def test_what_a_room_cannot_do_is_refused(make_member, moderator, case):
    case.kind, case.key = "member", str(case.member_id)
    case.save()

    with pytest.raises(NotPossible):
        decide(case, moderator, Action.HIDE)


def test_emptied_profile_keeps_the_account(case, moderator, troll):
    case.kind, case.key = "member", str(troll.pk)
    case.save()
    User.objects.filter(pk=troll.pk).update(bio="Insults")

    decide(case, moderator, Action.DELETE)

    troll.refresh_from_db()
    assert (troll.display_name, troll.bio, troll.is_active) == ("", "", True)


def test_o09_removed_photo_is_no_longer_in_the_media(case, moderator, troll, django_capture_on_commit_callbacks):
    case.kind, case.key = "member", str(troll.pk)
    case.save()
    troll.photo.save("face.webp", ContentFile(b"a face"))
    storage, name = troll.photo.storage, troll.photo.name

    with django_capture_on_commit_callbacks(execute=True):
        decide(case, moderator, Action.DELETE)

    assert not storage.exists(name)
    assert not User.objects.get(pk=troll.pk).photo


@pytest.mark.parametrize("fields", [{"is_superuser": True}, {"is_staff": True}])
def test_o09_moderators_do_not_empty_the_profiles_of_staff(ada, make_member, moderator, fields):
    root = make_member("root", bio="I run this", **fields)
    reporting.report(reporter=ada, kind="member", key=str(root.pk), reason="insult", text="", now=timezone.now())

    with pytest.raises(Untouchable):
        decide(Case.objects.get(), moderator, Action.DELETE)

    root.refresh_from_db()
    assert root.bio == "I run this"


def test_warned_member_may_write(troll, moderator):
    give(troll, moderator, Sanction.Kind.WARNING)

    sanctions.check_may_write(troll)
    assert Sanction.objects.get().ends_at is None


def test_silence_ends_by_itself(troll, moderator):
    now = timezone.now()
    give(troll, moderator, Sanction.Kind.SILENCE, days=1)

    with pytest.raises(Silenced) as refusal:
        sanctions.check_may_write(troll, now)
    sanctions.check_may_write(troll, now + timedelta(days=2))
    assert "until" in str(refusal.value.message)


def test_silenced_member_cannot_comment(client, troll, moderator, comment, make_post):
    give(troll, moderator, Sanction.Kind.SILENCE)
    client.force_login(troll)
    add = f"/en/comments/{comment.thread.translation_key}/add/"
    opened = client.get(add).context["form"]

    data = {name: opened[name].value() or "" for name in opened.fields} | {"body": "Again"}
    client.post(add.replace("add", "post"), data)

    assert Comment.objects.count() == 1


def test_silenced_member_changes_only_what_nobody_sees_of_their_profile(client, troll, moderator):
    give(troll, moderator, Sanction.Kind.SILENCE)
    client.force_login(troll)
    same = {"display_name": "Troll", "handle": "troll"}

    refused = client.post("/en/account/profile/", same | {"bio": "You are all fools"})
    taken = client.post("/en/account/profile/", same | {"language": "es"})

    troll.refresh_from_db()
    assert "You may not write here any more" in refused.text
    assert (taken.status_code, troll.bio, troll.language) == (302, "", "es")


def test_suspended_member_is_out_at_once_and_back_when_it_ends(client, troll, moderator):
    client.force_login(troll)
    give(troll, moderator, Sanction.Kind.SUSPENSION, days=1, now=timezone.now() - timedelta(days=2))
    out = client.get("/en/account/profile/")
    Sanction.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    sanctions.end_expired()
    back = client.get("/en/account/profile/")

    assert out["Location"].startswith("/en/account/login/")
    assert back.status_code in (200, 302)
    assert User.objects.get(pk=troll.pk).is_active


def test_end_of_one_suspension_leaves_another(troll, moderator):
    first = give(troll, moderator, Sanction.Kind.SUSPENSION, days=1)
    give(troll, moderator, Sanction.Kind.SUSPENSION, days=30)

    sanctions.lift(sanction=first, moderator=moderator, now=timezone.now())

    assert not User.objects.get(pk=troll.pk).is_active


def test_account_closed_by_an_administrator_is_not_opened_by_a_sanction(troll, moderator):
    User.objects.filter(pk=troll.pk).update(is_active=False)

    with pytest.raises(NotPossible):
        give(troll, moderator, Sanction.Kind.SUSPENSION, days=1)


def test_o09_end_of_a_sanction_leaves_closed_what_an_administrator_closed(troll, moderator):
    silence = give(troll, moderator, Sanction.Kind.SILENCE)
    User.objects.filter(pk=troll.pk).update(is_active=False)

    sanctions.lift(sanction=silence, moderator=moderator, now=timezone.now())
    sanctions.end_expired()

    assert not User.objects.get(pk=troll.pk).is_active


def test_lifting_twice_is_quiet(troll, moderator):
    sanction = give(troll, moderator, Sanction.Kind.SILENCE)

    answers = [sanctions.lift(sanction=sanction, moderator=moderator, now=timezone.now()) for _time in range(2)]

    assert answers == [True, False]
    assert list(Decision.objects.values_list("action", flat=True)) == ["silence", "lift"]


@pytest.mark.parametrize("who", ["self", "staff", "superuser", "editor"])
def test_moderators_sanction_neither_themselves_nor_staff(make_member, moderator, who):
    people = {
        "self": moderator,
        "staff": make_member("staff", is_staff=True),
        "superuser": make_member("root", is_superuser=True),
        "editor": make_member("eve", groups=["Editors"]),
    }

    with pytest.raises(Untouchable):
        give(people[who], moderator, Sanction.Kind.WARNING)


def test_administrator_may_sanction_a_moderator(make_member, moderator):
    give(moderator, make_member("root", is_superuser=True), Sanction.Kind.WARNING)

    assert Sanction.objects.get().user == moderator
