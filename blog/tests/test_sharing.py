import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog import sharing
from community.moderation.models import Sanction
from stoa.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(db):
    return User.objects.create_user("ana@example.com", "long enough word", display_name="Ana Ruiz")


@pytest.fixture
def post(make_post):
    return make_post("Slow food", slug="slow-food", intro="On eating.")


@pytest.fixture
def address(post):
    return f"/en/blog/share/{post.translation_key}/"


@pytest.fixture
def share(client, member, address, django_capture_on_commit_callbacks):
    """share(recipient=…): what a member sends."""

    def send(**typed):
        client.force_login(member)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"recipient": "bo@example.com", "comment": "Read this"} | typed)

    return send


def test_b07_share_by_mail_sends_one_mail_and_confirms(client, site, share, address):
    answer = share()

    assert (answer.status_code, answer["Location"]) == (302, f"{address}?sent=1")
    assert "Your mail is on its way." in client.get(f"{address}?sent=1").text
    (message,) = mail.outbox
    assert message.to == ["bo@example.com"]
    assert message.reply_to == ["ana@example.com"]
    assert message.subject == "Ana Ruiz recommends “Slow food”"
    assert f"{site.root_url}/en/blog/slow-food/" in message.body
    assert "Read this" in message.body
    assert "Ana Ruiz (ana@example.com)" in message.body


def test_b07_share_by_mail_is_for_members(client, address):
    for answer in (client.get(address), client.post(address, {"recipient": "bo@example.com"})):
        assert answer.status_code == 302
        assert answer["Location"] == f"/en/account/login/?next={address}"
    assert mail.outbox == []


def test_b07_share_form_shows_the_account_and_is_not_kept(client, member, address):
    client.force_login(member)

    answer = client.get(address)

    assert 'value="Ana Ruiz"' in answer.text
    assert 'value="ana@example.com"' in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert mail.outbox == []


def test_b07_share_by_mail_takes_the_sender_from_the_account(share):
    share(name="The Pope", email="pope@example.com")

    assert mail.outbox[0].reply_to == ["ana@example.com"]


@pytest.mark.parametrize(
    "recipient",
    ["bo@example.com, all@example.com", "bo@example.com\nBcc: all@example.com", "bo@example.com\r\nX: y", "bo", ""],
)
def test_b07_share_by_mail_has_one_recipient_and_no_header_of_its_own(share, recipient):
    answer = share(recipient=recipient, comment="Kept words")

    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert mail.outbox == []


def test_b07_share_by_mail_with_odd_names_keeps_its_headers(share, member, post):
    User.objects.filter(pk=member.pk).update(display_name="Ana\r\nBcc: all@example.com")
    type(post).objects.filter(pk=post.pk).update(title="Two\nlines")

    share()

    assert mail.outbox[0].subject == "Ana Bcc: all@example.com recommends “Two lines”"
    assert mail.outbox[0].recipients() == ["bo@example.com"]


def test_b07_share_by_mail_is_limited(share, monkeypatch):
    monkeypatch.setattr(sharing, "MAILS_AN_HOUR", "2/h")

    assert [share().status_code for _turn in range(3)] == [302, 302, 429]
    assert len(mail.outbox) == 2


def test_b07_share_by_mail_of_what_one_may_not_see_is_404(share, client, member, post):
    PageViewRestriction.objects.create(page=post, restriction_type="password", password="x")

    assert share().status_code == 404
    assert client.get("/en/blog/share/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client.get("/en/blog/share/nonsense/").status_code == 404


def test_post_links_to_its_form_and_to_plain_share_addresses(client, site, address):
    text = client.get("/en/blog/slow-food/").text

    assert f'href="{address}"' in text
    assert f'data-copy="{site.root_url}/en/blog/slow-food/"' in text
    assert "mailto:?subject=Slow%20food" in text
    assert text.count("<script src=") == text.count('<script src="/static/')


def test_b07_silenced_member_shares_nothing(member, share):
    Sanction.objects.create(user=member, kind=Sanction.Kind.SILENCE, reason="Spam", starts_at=timezone.now())

    answer = share()

    assert answer.status_code == 422
    assert "You may not write here any more" in answer.text
    assert mail.outbox == []
