"""What members are told of comments, on the site and by mail, and what the stream says."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from community.activity import digests, mail_choices, stream
from community.activity.models import Action, Mail, Notice
from community.comments import mail_refusals, threads
from community.comments.models import Comment, MailRefusal, State
from community.comments.threads import Author
from community.members import relations

pytestmark = pytest.mark.django_db
LATER = datetime(2126, 1, 1, tzinfo=UTC)


@pytest.fixture
def bo(make_user):
    return make_user("bo@example.org", display_name="Bo")


@pytest.fixture
def question(say, member):
    return say("Which plane?", author=Author(user=member))


def in_stream():
    visitor = AnonymousUser()
    return [(row.text, row.things[0].url) for row in stream.read(stream.seen_by(visitor), visitor).rows]


def test_member_who_is_answered_has_a_notice_and_one_mail(say, sent, question, member, bo):
    (message,) = sent(say, "A small one", author=Author(user=bo), answers=question)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.actor, notice.notice_kind) == (member, bo, "comment_reply")
    assert (notice.mail, notice.mailed_at is not None) == (Mail.AT_ONCE, True)
    assert message.subject == "Bo has replied to your comment on “Slow food”"


def test_guest_is_named_in_the_notice(say, sent, question, client, member):
    sent(say, "A small one", author=Author(name="Guest <b>"), answers=question)
    client.force_login(member)

    assert "Guest &lt;b&gt;</bdi> replied to your comment on <bdi>Slow food" in client.get("/en/notices/").text


def test_notice_leads_to_the_comment(say, sent, question, client, member, bo):
    sent(say, "A small one", author=Author(user=bo), answers=question)
    client.force_login(member)

    answer = client.post(f"/en/notices/{Notice.objects.get().pk}/open/")

    assert answer["Location"] == f"/en/blog/slow-food/#comment-{Comment.objects.latest('pk').pk}"


def test_muted_members_answers_are_not_told_of(say, sent, question, member, bo):
    relations.mute(muter=member, muted=bo)

    assert sent(say, "A small one", author=Author(user=bo), answers=question) == []
    assert not Notice.objects.exists()


def test_member_who_wants_digests_gets_no_mail_at_once(say, sent, question, member, bo):
    mail_choices.choose(member=member, mails={"comment_reply": Mail.DAILY})

    assert sent(say, "A small one", author=Author(user=bo), answers=question) == []
    (digest,) = sent(digests.send_all, now=LATER)
    assert "Bo replied to your comment on Slow food" in digest.body


def test_refused_thread_is_told_of_without_mail(say, sent, question, member, bo):
    subscription = mail_refusals.Subscription(member.email, question.thread_id)
    mail_refusals.refuse_thread(subscription=subscription)

    assert sent(say, "A small one", author=Author(user=bo), answers=question) == []
    assert sent(digests.send_all, now=LATER) == []
    assert Notice.objects.get().mail == Mail.NEVER


def test_member_who_refused_all_mails_can_choose_them_again(say, sent, question, member, bo):
    mail_refusals.refuse_all(subscription=mail_refusals.Subscription(member.email, question.thread_id))
    refused = sent(say, "A small one", author=Author(user=bo), answers=question)

    mail_choices.choose(member=member, mails={"comment_reply": Mail.AT_ONCE})

    assert refused == []
    assert not MailRefusal.objects.exists()
    assert len(sent(say, "Or a large one", author=Author(user=bo), answers=question)) == 1


def test_hidden_comment_is_mailed_to_nobody(say, sent, question, member, bo):
    mail_choices.choose(member=member, mails={"comment_reply": Mail.DAILY})
    sent(say, "A small one", author=Author(user=bo), answers=question)

    threads.hide(comment_ids=[Comment.objects.latest("pk").pk])

    assert sent(digests.send_all, now=LATER) == []


def test_stream_tells_of_members_comments_while_they_are_shown(say, sent, bo):
    sent(say, "Guests are not told of")
    sent(say, "A small one", author=Author(user=bo), state=State.WAITING)
    comment = Comment.objects.latest("pk")
    seen = [in_stream()]

    for change in (threads.approve, threads.hide, threads.approve, threads.delete):
        sent(change, comment_ids=[comment.pk])
        seen.append(in_stream())

    told = [("Bo commented on Slow food", f"/en/blog/slow-food/#comment-{comment.pk}")]
    assert seen == [[], told, [], told, []]
    assert Action.objects.get().created_at == comment.created_at
