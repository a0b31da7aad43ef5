import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import translation

from stoa.accounts.models import User
from stoa.accounts.second_factor.sealing import seal
from stoa.accounts.tests.steps import LOG_IN, PASSWORD, is_logged_in, link_in, log_in, show_password


def test_u01_log_in_goes_to_next(client, member):
    answer = log_in(client, next="/en/blog/")

    assert (answer.status_code, answer["Location"]) == (302, "/en/blog/")
    assert is_logged_in(client)


@pytest.mark.parametrize(
    "following",
    ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:alert(1)", "/\\evil.example"],
)
def test_u01_next_to_another_host_is_not_followed(client, member, following):
    assert log_in(client, next=following)["Location"] == "/en/me/"


def test_u01_wrong_password_says_so_and_keeps_the_address(client, member):
    answer = log_in(client, password="wrong")

    assert answer.status_code == 200
    assert "are not correct" in answer.text
    assert 'value="ann@example.org"' in answer.text


def test_u01_unknown_address_reads_like_a_wrong_password(client, member):
    def errors(answer):
        return answer.context["form"].errors

    assert errors(log_in(client, email="nobody@example.org")) == errors(log_in(client, password="wrong"))


def test_u01_log_out_is_a_post(client, member):
    client.force_login(member)

    assert client.get("/en/account/logout/").status_code == 200
    assert is_logged_in(client)
    assert client.post("/en/account/logout/")["Location"] == "/en/"
    assert not is_logged_in(client)


def test_u01_log_out_needs_a_token(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    assert client.post("/en/account/logout/").status_code == 403
    assert is_logged_in(client)


def test_u01_logged_in_log_in_page_leads_to_the_account(client, member):
    client.force_login(member)

    assert client.get(LOG_IN)["Location"] == "/en/account/profile/"


def test_u02_reset_answers_the_same_for_known_and_unknown(client, member, send_mail):
    known, mails = send_mail(lambda: client.post("/en/account/password/reset/", {"email": "ann@example.org"}))
    unknown, others = send_mail(lambda: client.post("/en/account/password/reset/", {"email": "no@example.org"}))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [(mail.to, mail.subject) for mail in mails] == [(["ann@example.org"], "A new password for Stoa")]
    assert [(mail.to, mail.subject) for mail in others] == [(["no@example.org"], "No account at Stoa has this address")]


def test_u02_reset_by_mail_sets_a_new_password(client, member, send_mail):
    _, [mail] = send_mail(lambda: client.post("/en/account/password/reset/", {"email": "ann@example.org"}))
    form = client.get(link_in(mail), follow=True)
    answer = client.post(
        form.request["PATH_INFO"], {"password1": "new staple battery", "password2": "new staple battery"}
    )

    assert "Set a new password" in mail.alternatives[0][0]
    assert answer["Location"] == "/en/account/password/reset/key/done/"
    assert client.get(answer["Location"]).status_code == 200
    assert User.objects.get().check_password("new staple battery")
    assert "too old" in client.get(link_in(mail), follow=True).text


def test_u02_password_change_tells_by_mail(client, member, send_mail):
    client.force_login(member)
    data = {"oldpassword": PASSWORD, "password1": "new staple battery", "password2": "new staple battery"}

    answer, mails = send_mail(lambda: client.post("/en/account/password/change/", data))

    assert answer.status_code == 302
    assert [mail.subject for mail in mails] == ["Your password was changed"]


def test_u03_unconfirmed_address_cannot_log_in(client, make_user, send_mail):
    make_user(is_confirmed=False)

    answer, mails = send_mail(lambda: log_in(client))

    assert answer["Location"] == "/en/account/confirm-email/"
    assert len(mails) == 1
    assert not is_logged_in(client)


@pytest.mark.parametrize("email", ["ann@example.org", "ANN@Example.ORG", " Ann@example.org "])
def test_u06_log_in_by_address_in_any_case(client, member, email):
    log_in(client, email=email)

    assert is_logged_in(client)


def test_u15_older_hash_is_upgraded_at_log_in(client, member, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    member.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    member.save()

    log_in(client)

    member.refresh_from_db()
    assert member.password.startswith("argon2$argon2id$")


def test_o09_guessing_passwords_is_stopped_even_with_the_right_one(client, member):
    with time_machine.travel("2026-05-01T12:00:00Z", tick=False) as clock:
        for _ in range(5):
            log_in(client, password="wrong")
            clock.shift(10)

        answer = log_in(client, next="/en/blog/")

        # Five in five minutes: the first was fifty seconds ago.
        assert (answer.status_code, answer["Retry-After"]) == (429, "250")
        assert "Too many failed attempts. Wait 5 minutes" in answer.text
        assert 'value="ann@example.org"' in answer.text
        assert 'name="next" value="/en/blog/"' in answer.text
        assert PASSWORD not in answer.text
        assert "no-store" in answer["Cache-Control"]
        assert not is_logged_in(client)
        clock.shift(249)
        assert log_in(client).status_code == 429
        clock.shift(1)
        assert log_in(client).status_code == 302


def test_o09_guesses_at_the_password_asked_again_are_429_too(client, member):
    client.force_login(member)

    with time_machine.travel("2026-05-01T12:00:00Z", tick=False):
        codes = [show_password(client, password="wrong").status_code for _ in range(5)]
        answer = show_password(client)

    assert codes == [200] * 5
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "Too many failed attempts" in answer.text


def test_o09_codes_asked_for_too_often_are_429(member):
    with time_machine.travel("2026-05-01T12:00:00Z", tick=False):
        answers = [Client().post("/en/account/login/code/", {"email": "Ann@example.org"}) for _ in range(4)]

    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "600")
    assert "Wait 10 minutes" in answers[-1].text


def test_o09_too_many_tries_from_one_place_get_the_429_page(client, member):
    answers = [log_in(client, email=f"nobody{number}@example.org") for number in range(31)]

    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"
    assert "<h1>" in answers[-1].text


@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "login/code/", "password/reset/", "3rdparty/login/cancelled/",
     "password/reset/done/", "inactive/", "confirm-email/nonsense/",
     "password/reset/key/1-nonsense/", "password/reset/key/done/"],
)  # fmt: skip
def test_account_pages_open_to_visitors_are_private_and_whole(client, db, path):
    answer = client.get(f"/en/account/{path}")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.text.count("<h1") == 1


INSIDE = ["profile/", "email/", "password/change/", "reauthenticate/", "sessions/", "2fa/", "2fa/totp/activate/",
          "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/", "3rdparty/"]  # fmt: skip


@pytest.mark.parametrize("path", INSIDE)
def test_u11_account_pages_of_members_send_visitors_to_log_in(client, db, path):
    answer = client.get(f"/en/account/{path}")

    assert answer.status_code == 302
    assert answer["Location"].startswith(LOG_IN)


@pytest.mark.parametrize("path", [*INSIDE, "logout/"])
def test_account_pages_of_members_open_for_them(client, member, path):
    log_in(client)
    show_password(client)

    answer = client.get(f"/en/account/{path}")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_u04_new_address_counts_once_confirmed(client, member, send_mail):
    log_in(client)
    show_password(client)

    _, [mail] = send_mail(lambda: client.post("/en/account/email/", {"email": "new@example.org", "action_add": "yes"}))

    assert mail.to == ["new@example.org"]
    assert "new@example.org" in client.get("/en/account/email/").text
    member.refresh_from_db()
    assert member.email == "ann@example.org"
    _, mails = send_mail(lambda: client.post(link_in(mail)))
    member.refresh_from_db()
    assert member.email == "new@example.org"
    assert [(mail.to, mail.subject) for mail in mails] == [(["ann@example.org"], "Your e-mail address was changed")]


def test_u04_new_address_asks_for_the_password_and_goes_on_after_it(client, member, send_mail):
    log_in(client)
    asked = client.post("/en/account/email/", {"email": "new@example.org", "action_add": "yes"})
    client.get(asked["Location"])

    answer, [mail] = send_mail(
        lambda: client.post(asked["Location"], {"password": PASSWORD, "next": "/en/account/email/"})
    )

    assert asked["Location"] == "/en/account/reauthenticate/?next=%2Fen%2Faccount%2Femail%2F"
    assert answer["Location"] == "/en/account/email/"
    assert mail.to == ["new@example.org"]


@pytest.mark.parametrize("language", ["es", "bg"])
def test_account_pages_in_every_language(client, db, language):
    with translation.override(language):
        address = reverse("account_login")

    assert address.startswith(f"/{language}/")
    assert client.get(address).status_code == 200


def test_o09_wrong_codes_of_the_second_factor_are_429(client, member):
    client.force_login(member)
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": seal("A" * 32)})
    with time_machine.travel("2026-05-01T12:00:00Z", tick=False):
        codes = [client.post("/en/account/2fa/reauthenticate/", {"code": "000000"}).status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]
