"""Refusals of mail by address, where the member of that address chooses their mails."""

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from django.core import mail
from wagtail.models import PageViewRestriction

from community.activity import mail_choices
from community.activity.models import Mail
from community.comments import mail_refusals
from community.comments.models import MailRefusal, Thread
from community.comments.threads import Author

MAILS = "/en/notices/mails/"
AGAIN = "/en/notices/mails/again/"


def refuse(member, comment):
    mail_refusals.refuse_thread(subscription=mail_refusals.Subscription(member.email, comment.thread_id))


def of(member):
    chosen = mail_choices.choices_of(member)
    return [chosen[name] for name in mail_refusals.NOTICES]


@pytest.fixture
def comment(say, member):
    return say("Which plane?", author=Author(user=member))


def test_refused_pages_are_listed_with_the_choices_and_taken_back(client, member, comment, make_user):
    refuse(member, comment)
    stranger = make_user("bo@example.org")
    refuse(stranger, comment)
    client.force_login(member)

    text = client.get(MAILS).text
    key = MailRefusal.objects.get(email=member.email).pk
    done = client.post(AGAIN, {"source": "comments", "key": key}, follow=True)

    assert '<a href="/en/blog/slow-food/">Slow food</a>' in text
    assert "Slow food" not in done.text
    assert MailRefusal.objects.get().email == stranger.email


@pytest.mark.parametrize("sent", [{}, {"source": "lost", "key": "1"}, {"source": "comments", "key": "9" * 40}, "other"])
def test_nonsense_and_others_refusals_change_nothing(client, member, comment, make_user, sent):
    refuse(make_user("bo@example.org"), comment)
    client.force_login(member)
    other = {"source": "comments", "key": MailRefusal.objects.get().pk}

    answer = client.post(AGAIN, other if sent == "other" else sent)

    assert (answer.status_code, answer["Location"]) == (302, MAILS)
    assert MailRefusal.objects.count() == 1


def test_page_that_the_member_may_not_see_is_not_named(client, member, comment, page):
    refuse(member, comment)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    client.force_login(member)

    text = client.get(MAILS).text

    assert "A page that is gone" in text
    assert "Slow food" not in text


@pytest.mark.parametrize("many", [1, 4])
def test_few_and_many_refusals_cost_the_same(client, member, make_post, say, many, django_assert_num_queries):

    for number in range(many):
        thread = Thread.objects.create(translation_key=make_post(f"Post {number}").translation_key)
        MailRefusal.objects.create(email=member.email, thread=thread)
    client.force_login(member)
    client.get(MAILS)

    with django_assert_num_queries(5):
        client.get(MAILS)


def test_guest_who_refused_everything_finds_it_chosen_as_a_member(make_user):
    MailRefusal.objects.create(email="eve@example.org")

    member = make_user("Eve@example.org")

    assert of(member) == [Mail.NEVER, Mail.NEVER]
    assert not MailRefusal.objects.exists()


def test_what_members_write_as_guests_follows_their_choice(say, comment, member, django_capture_on_commit_callbacks):
    asked = say("As a guest", author=Author(name="Mila", email=member.email))
    mail_choices.choose(member=member, mails={"comment_reply": Mail.NEVER})

    with django_capture_on_commit_callbacks(execute=True):
        say("A small one", author=Author(name="Bo"), answers=asked)

    assert mail.outbox == []


def test_refusals_move_with_the_address(member, comment, rf):
    refuse(member, comment)
    MailRefusal.objects.create(email="new@example.org")
    before = EmailAddress(user=member, email=member.email)
    member.email = "new@example.org"
    member.save()

    after = EmailAddress(user=member, email=member.email)
    email_changed.send(
        EmailAddress, request=rf.get("/"), user=member, from_email_address=before, to_email_address=after
    )

    assert of(member) == [Mail.NEVER, Mail.NEVER]
    assert list(MailRefusal.objects.filter(email=member.email).values_list("thread", flat=True)) == [comment.thread_id]
