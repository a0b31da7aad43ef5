"""Signing up: the form with its trap, the mail that confirms the address, and what follows."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from stoa.accounts.models import User
from stoa.accounts.signals import joined
from stoa.accounts.tests.steps import PASSWORD, SIGN_UP, code_in, is_logged_in, link_in, log_in, newcomer


def test_u03_sign_up_asks_name_address_and_password_twice(client, db):
    form = client.get(SIGN_UP).context["form"]

    assert [field.name for field in form.plain_fields] == ["display_name", "email", "password1", "password2"]


def test_u03_sign_up_confirms_the_address_by_mail(client, db, send_mail):
    answer, [mail] = send_mail(lambda: client.post(SIGN_UP, newcomer()))

    assert answer["Location"] == "/en/account/confirm-email/"
    assert client.get(answer["Location"]).status_code == 200
    assert not is_logged_in(client)
    assert not EmailAddress.objects.get().verified
    assert mail.to == ["ben@example.org"]
    assert "Stoa" in mail.subject
    user = User.objects.get()
    assert (user.display_name, user.handle, user.language) == ("Ben", "ben", "en")


def test_u09_confirmed_address_lands_where_one_was_going(client, db, send_mail):
    _, [mail] = send_mail(lambda: client.post(SIGN_UP, newcomer(next="/en/blog/")))
    page = client.get(link_in(mail))
    answer = client.post(link_in(mail), {"next": page.context["redirect_field_value"]})

    assert answer["Location"] == "/en/blog/"
    assert is_logged_in(client)
    assert EmailAddress.objects.get().verified


def test_u09_confirmed_in_another_browser_logs_nobody_in_but_keeps_the_way(client, db, send_mail):
    _, [mail] = send_mail(lambda: client.post(SIGN_UP, newcomer(next="/en/blog/")))
    other = Client()
    answer = other.post(link_in(mail))

    assert answer["Location"] == "/en/blog/"
    assert not is_logged_in(other)
    assert EmailAddress.objects.get().verified


def test_u03_opening_the_link_alone_confirms_nothing(client, db, send_mail):
    _, [mail] = send_mail(lambda: client.post(SIGN_UP, newcomer()))

    assert client.get(link_in(mail)).status_code == 200
    assert not EmailAddress.objects.get().verified


def test_u03_known_address_gets_the_same_answer_and_a_mail(client, member, send_mail):
    answer, [mail] = send_mail(lambda: client.post(SIGN_UP, newcomer(email="ANN@example.org")))

    assert answer["Location"] == "/en/account/confirm-email/"
    assert mail.subject == "You already have an account at Stoa"
    assert User.objects.count() == 1


def test_u03_robot_in_the_trap_gets_the_answer_and_no_account(client, db, send_mail):
    answer, mails = send_mail(lambda: client.post(SIGN_UP, newcomer(form_homepage="https://spam.example")))

    assert (answer["Location"], mails) == ("/en/account/confirm-email/", [])
    assert User.objects.count() == 0


def test_u03_confirmed_address_is_welcomed_once_in_its_language(client, db, send_mail):
    heard = []
    joined.connect(lambda user, **facts: heard.append(user.email), weak=False, dispatch_uid="test")
    with translation.override("es"):
        sign_up = reverse("account_signup")
    _, [mail] = send_mail(lambda: client.post(sign_up, newcomer()))

    _, mails = send_mail(lambda: Client().post(link_in(mail)))
    joined.disconnect(dispatch_uid="test")

    assert [(one.to, len(one.alternatives)) for one in mails] == [(["ben@example.org"], 1)]
    assert "/es/" in mails[0].body
    assert heard == ["ben@example.org"]


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123", "ben@example.org"])
def test_u03_weak_password_is_refused(client, db, password):
    answer = client.post(SIGN_UP, newcomer(password1=password, password2=password))

    assert "password1" in answer.context["form"].errors
    assert User.objects.count() == 0


@pytest.mark.parametrize("email", ["ann@example.org", "ben@example.org"])
@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"seconds": 1}, "That was very quick. Please send it once more."),
        ({"seconds": 3 * 24 * 3600}, "The form was open for too long. Please send it once more."),
        ({"form_opened": "forged"}, "The form was open for too long. Please send it once more."),
    ],
)
def test_u03_form_sent_at_once_or_after_days_is_shown_again_for_every_address(
    client, member, send_mail, sent, email, complaint
):
    answer, mails = send_mail(lambda: client.post(SIGN_UP, newcomer(email=email, **sent)))

    assert (answer.status_code, mails, User.objects.count()) == (200, [], 1)
    assert answer.context["form"].errors == {"__all__": [complaint]}
    assert f'value="{email}"' in answer.text


def test_u03_form_shown_again_because_it_was_open_for_days_is_taken(client, db):
    answer = client.post(SIGN_UP, newcomer(seconds=3 * 24 * 3600))
    again = answer.context["form"]["form_opened"].value()

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        answer = client.post(SIGN_UP, newcomer(form_opened=again))

    assert answer["Location"] == "/en/account/confirm-email/"
    assert User.objects.count() == 1


def come_by_code(client, send_mail, email):
    asked, [mail] = send_mail(lambda: client.post("/en/account/login/code/", {"email": email}))
    client.post(asked["Location"], {"code": code_in(mail)})


def test_o09_code_that_confirms_an_address_shuts_out_who_signed_up_with_it(client, db, send_mail):
    send_mail(lambda: Client().post(SIGN_UP, newcomer()))
    user = User.objects.get()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "theirs"})
    SocialAccount.objects.create(user=user, provider="google", uid="theirs")

    come_by_code(client, send_mail, "ben@example.org")

    assert not log_in(Client(), email="ben@example.org").wsgi_request.user.is_authenticated
    assert not User.objects.get().has_usable_password()
    assert EmailAddress.objects.get().verified
    assert (Authenticator.objects.count(), SocialAccount.objects.count()) == (0, 0)
    assert client.get("/en/account/sessions/").status_code == 200


def test_code_for_a_confirmed_address_leaves_the_password(client, make_user, send_mail):
    member = make_user()

    come_by_code(client, send_mail, member.email)

    member.refresh_from_db()
    assert member.check_password(PASSWORD)
