import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import Author as BlogAuthor
from community.comments import announcing, threads
from community.comments.models import Comment, MailRefusal, State
from community.comments.threads import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(make_user, page, english):
    """The member behind the author of the page."""
    user = make_user("writer@example.org", display_name="Wren")
    author = BlogAuthor.objects.create(name="Wren", handle="wren", user=user, locale=english)
    page.post_authors.create(author=author)
    page.save()
    return user


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """A function that calls and returns the mails sent after commit."""

    def call(function, **arguments):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            function(**arguments)
        return mail.outbox[before:]

    return call


def to(messages):
    return sorted(address for message in messages for address in message.to)


def test_author_of_the_page_is_told(say, sent, writer):
    (message,) = sent(say, body="Well <b>said</b>", author=Author(name="Ann"))

    assert message.to == ["writer@example.org"]
    assert message.subject == "Ann has commented on “Slow food”"
    assert f"http://testserver/en/comments/{Comment.objects.get().pk}/" in message.body
    assert "Well <b>said</b>" in message.body
    assert "&lt;b&gt;" in message.alternatives[0].content


def test_waiting_comment_is_announced_when_it_is_approved_and_only_once(say, sent, writer):
    assert sent(say, state=State.WAITING) == []
    ids = [Comment.objects.get().pk]

    assert to(sent(threads.approve, comment_ids=ids)) == ["writer@example.org"]
    threads.hide(comment_ids=ids)
    assert sent(threads.approve, comment_ids=ids) == []


def test_who_is_answered_is_told_in_their_language(say, sent, make_user):
    user = make_user(language="es")
    first = say("Hola", author=Author(user=user))

    (message,) = sent(say, body="Hello", answers=first)

    assert message.to == [user.email]
    assert "/es/comentarios/mail/" in message.body


def test_guest_who_is_answered_is_told(say, sent):
    first = say("One")

    assert to(sent(say, body="Two", answers=first, author=Author(name="Bo"))) == ["ann@example.org"]


def test_nobody_is_told_of_their_own_comment(say, sent, writer):
    first = say("Mine", author=Author(user=writer))

    assert sent(say, body="Mine too", author=Author(user=writer), answers=first) == []


def test_nobody_gets_two_mails_about_one_comment(say, sent, writer):
    first = say("Mine", author=Author(user=writer))

    (message,) = sent(say, body="Yours", answers=first)

    assert message.subject == "Ann has replied to your comment on “Slow food”"


def test_nobody_is_told_of_a_page_they_may_not_see(say, sent, page):
    first = say("One")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert sent(say, body="Two", answers=first, author=Author(name="Bo")) == []


def test_names_cannot_add_headers(say, sent, writer):
    (message,) = sent(say, author=Author(name="Ann\r\nBcc: all@example.org"))

    assert "\n" not in message.subject
    assert message.message()["Bcc"] is None


def test_crash_before_queueing_is_made_good_by_the_sweep(say, writer, django_capture_on_commit_callbacks):
    say()

    with django_capture_on_commit_callbacks(execute=True):
        announcing.announce_forgotten()
        announcing.announce_forgotten()

    assert to(mail.outbox) == ["writer@example.org"]


def test_announcing_twice_sends_once(say, writer, django_capture_on_commit_callbacks):
    comment = say()

    with django_capture_on_commit_callbacks(execute=True):
        announcing.announce(comment_id=comment.pk, now=timezone.now())
        announcing.announce(comment_id=comment.pk, now=timezone.now())

    assert len(mail.outbox) == 1


def test_one_click_stops_the_mails_of_a_thread(say, sent, client):
    client.handler.enforce_csrf_checks = True
    first = say("One")
    (message,) = sent(say, body="Two", answers=first, author=Author(name="Bo"))
    address = message.extra_headers["List-Unsubscribe"].strip("<>")

    asked = client.get(address)
    untouched = MailRefusal.objects.count()
    done = client.post(address, {"List-Unsubscribe": "One-Click"})

    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (asked.status_code, untouched, done.status_code) == (200, 0, 200)
    assert "ann@example.org gets no more" in done.text
    assert sent(say, body="Three", answers=first, author=Author(name="Bo")) == []
    client.post(address)
    assert MailRefusal.objects.count() == 1


def test_all_mails_can_be_stopped(say, sent, client):
    first = say("One")
    (message,) = sent(say, body="Two", answers=first, author=Author(name="Bo"))

    client.post(message.extra_headers["List-Unsubscribe"].strip("<>"), {"all": "1"})

    assert MailRefusal.objects.get().thread is None
    assert sent(say, body="Three", answers=first, author=Author(name="Bo")) == []


def test_forged_link_is_404(client):
    assert client.get(reverse("comments:refuse_mail", args=["forged:token"])).status_code == 404


def test_every_link_of_the_mail_is_absolute(say, sent, writer):
    (message,) = sent(say)

    links = re.findall(r'href="([^"]+)"', message.alternatives[0].content)
    assert links
    assert all(link.startswith("http://testserver") for link in links)
