"""Known and unknown addresses: the same answer, after the same work."""

import pytest
from django.contrib.auth import hashers
from django.test import Client

from stoa.accounts import addresses
from stoa.accounts.models import User
from stoa.accounts.tests.steps import PASSWORD, code_in, is_logged_in, link_in, log_in, newcomer, show_password

KNOWN, UNKNOWN = "ann@example.org", "nobody@example.org"
FORMS = {
    "login/": lambda email: {"login": email, "password": "wrong wrong wrong"},
    "login/code/": lambda email: {"email": email},
    "password/reset/": lambda email: {"email": email},
    "signup/": lambda email: newcomer(email=email),
}


@pytest.fixture
def hashed(monkeypatch):
    """The passwords that were hashed so far."""
    seen, really = [], hashers.MD5PasswordHasher.encode

    def encode(self, password, salt):
        seen.append(password)
        return really(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    return seen


@pytest.mark.parametrize("path", FORMS)
def test_answer_does_not_tell_whether_an_address_is_known(member, path, hashed, send_mail):
    def seen(email):
        client, before = Client(), len(hashed)
        answer, mails = send_mail(lambda: client.post(f"/en/account/{path}", FORMS[path](email)))
        following = client.get("/en/account/login/code/confirm/")
        facts = answer.status_code, answer.get("Location"), sorted(answer.cookies)
        return facts, following.status_code, len(hashed) - before, len(mails)

    assert seen(KNOWN) == seen(UNKNOWN)


def test_u06_code_logs_in(client, member, send_mail):
    asked, [mail] = send_mail(
        lambda: client.post("/en/account/login/code/", {"email": "Ann@Example.org", "next": "/en/blog/"})
    )
    answer = client.post(asked["Location"], {"code": code_in(mail).lower(), "next": "/en/blog/"})

    assert answer["Location"] == "/en/blog/"
    assert is_logged_in(client)


def test_u06_three_wrong_codes_end_the_try(client, member, send_mail):
    asked, [mail] = send_mail(lambda: client.post("/en/account/login/code/", {"email": KNOWN}))
    for _ in range(3):
        client.post(asked["Location"], {"code": "XXXX-XXXX"})

    client.post(asked["Location"], {"code": code_in(mail)})
    assert not is_logged_in(client)


def test_code_of_one_browser_opens_nothing_in_another(client, member, send_mail):
    _, [mail] = send_mail(lambda: client.post("/en/account/login/code/", {"email": KNOWN}))
    other = Client()
    other.post("/en/account/login/code/", {"email": UNKNOWN})

    assert other.post("/en/account/login/code/confirm/", {"code": code_in(mail)}).status_code == 200
    assert not is_logged_in(other)


@pytest.mark.parametrize("path", ["password/reset/", "login/code/"])
def test_address_that_waits_for_its_confirmation_opens_no_account(client, member, send_mail, path):
    log_in(client)
    show_password(client)
    send_mail(lambda: client.post("/en/account/email/", {"email": "typo@example.org", "action_add": "yes"}))

    _, mails = send_mail(lambda: Client().post(f"/en/account/{path}", {"email": "typo@example.org"}))

    assert [mail.subject for mail in mails] == ["No account at Stoa has this address"]


def test_address_that_waits_elsewhere_can_sign_up(client, member, send_mail):
    log_in(client)
    show_password(client)
    send_mail(lambda: client.post("/en/account/email/", {"email": "ben@example.org", "action_add": "yes"}))
    client.logout()

    Client(REMOTE_ADDR="10.0.0.9").post("/en/account/signup/", newcomer())

    assert User.objects.filter(email="ben@example.org").count() == 1


def test_u04_address_that_another_got_meanwhile_is_refused_kindly(client, member, send_mail):
    log_in(client)
    show_password(client)
    _, [mail] = send_mail(lambda: client.post("/en/account/email/", {"email": "ben@example.org", "action_add": "yes"}))
    User.objects.create_user(email="ben@example.org", password=PASSWORD)

    answer = client.post(link_in(mail), follow=True)

    assert answer.status_code == 200
    assert "already belongs to another account" in answer.text
    member.refresh_from_db()
    assert member.email == KNOWN


@pytest.mark.parametrize("typed", ["ANN@example.org", " ann@EXAMPLE.org ", "ａnn@example.org"])
def test_u06_addresses_have_one_spelling(typed):
    assert addresses.normalised(typed) == KNOWN


def test_u06_every_way_to_save_a_user_normalises(db):
    user = User(email=" Ann@Example.ORG ")
    user.save()

    assert User.objects.get().email == KNOWN
