import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from stoa.accounts.second_factor import sealing
from stoa.accounts.tests.steps import code_of, is_logged_in, log_in, show_password

AUTHENTICATE = "/en/account/2fa/authenticate/"
ACTIVATE = "/en/account/2fa/totp/activate/"
ADMINS = ["/admin/", "/admin/pages/", "/django-admin/", "/django-admin/accounts/user/"]


def activate(client):
    """Set up an app as people do; returns its secret and the answer."""
    log_in(client)
    show_password(client)
    secret = client.get(ACTIVATE).context["form"].secret
    return secret, client.post(ACTIVATE, {"code": code_of(secret)})


def test_u16_app_is_set_up_told_by_mail_and_asked_for(client, member, send_mail):
    (secret, answer), mails = send_mail(lambda: activate(client))

    assert answer["Location"] == "/en/account/2fa/recovery-codes/"
    assert [mail.subject for mail in mails] == ["Two-factor log-in was turned on"]
    other = Client()
    assert log_in(other, next="/en/blog/")["Location"] == AUTHENTICATE
    assert not is_logged_in(other)
    assert other.post(AUTHENTICATE, {"code": code_of(secret, steps=1)})["Location"] == "/en/blog/"
    assert is_logged_in(other)


def test_u16_app_cannot_be_set_up_without_the_password(client, member):
    client.force_login(member)

    assert client.get(ACTIVATE)["Location"].startswith("/en/account/reauthenticate/")


def test_u16_code_opens_once(member, app_of):
    code = app_of(member)()
    answers = []
    for _ in range(2):
        client = Client()
        log_in(client)
        answers.append(client.post(AUTHENTICATE, {"code": code}).status_code)

    assert answers == [302, 200]


def test_u16_code_opens_once_even_while_the_app_would_take_it_later(member, app_of, time_machine):
    time_machine.move_to("2026-11-20 12:00:05+00:00", tick=False)
    code = app_of(member)()
    answers = []
    for _ in range(2):
        client = Client()
        log_in(client)
        answers.append(client.post(AUTHENTICATE, {"code": code[:3] + "-" + code[3:]}).status_code)
        time_machine.shift(40)

    assert answers == [302, 200]


def test_u16_recovery_code_opens_once(member, app_of):
    app_of(member)
    code = RecoveryCodes.activate(member).generate_codes()[0]
    answers = []
    for _ in range(2):
        client = Client()
        log_in(client)
        answers.append(client.post(AUTHENTICATE, {"code": code}).status_code)

    assert answers == [302, 200]


def test_u16_key_is_shown_in_fours_and_copied_whole(client, member):
    log_in(client)
    show_password(client)

    answer = client.get(ACTIVATE)

    secret = answer.context["form"].secret
    fours = "".join(f"<span>{secret[start : start + 4]}</span>" for start in range(0, len(secret), 4))
    assert f'<code class="codes codes--key">{fours}</code>' in answer.text


def test_u16_secret_is_sealed_in_the_database(client, member):
    secret, _answer = activate(client)

    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_sealed_with_a_former_key_opens_and_with_an_unknown_one_gives_nothing_known(settings):
    sealed = sealing.seal("ABC")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    with_fallback = sealing.unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = []

    assert with_fallback == "ABC"
    assert len({"ABC", sealing.unseal(sealed), sealing.unseal(sealed)}) == 3


HOSTILE = [
    "[" * 2000 + "]" * 2000,
    "", "null", "[]", "{}", '"text"', "7", '{"response": []}', '{"response": {"userHandle": 7}}', "{", '{"id": null}',
    json.dumps({"id": "a", "rawId": "!!!", "type": "public-key", "response": {"clientDataJSON": "AA"}}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}, "response": {
        "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA",
        "userHandle": "enp6enp6enp6enp6enp6enp6"}}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}, "response": {
        "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}, "response": {
        "clientDataJSON": "e30", "attestationObject": "AA"}}),
]  # fmt: skip


@pytest.mark.parametrize("credential", HOSTILE)
def test_u16_nonsense_instead_of_a_passkey_is_refused(client, member, credential):
    client.get("/en/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert client.post("/en/account/2fa/webauthn/login/", {"credential": credential}).status_code == 302
    log_in(client)
    show_password(client)
    add = "/en/account/2fa/webauthn/add/"
    client.get(add)

    assert client.post(add, {"name": "x", "credential": credential}).status_code == 200
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize("address", ADMINS)
def test_u16_staff_without_a_second_factor_is_led_to_set_one_up(client, superuser, settings, address):
    settings.STAFF_MUST_USE_TWO_FACTOR = True
    log_in(client, superuser.email)

    answer = client.get(address)

    assert answer["Location"] == f"/en/account/2fa/?next={address.replace('/', '%2F')}"
    assert "Please set one up" in client.get(answer["Location"]).text


def test_u16_editor_is_asked_too_and_the_setting_turns_it_off(client, editor, settings):
    log_in(client, editor.email)

    assert client.get("/admin/").status_code == 200
    settings.STAFF_MUST_USE_TWO_FACTOR = True
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("method", "address", "accept"),
    [("post", "/admin/pages/1/edit/", "text/html"), ("get", "/admin/api/main/pages/", "application/json"),
     ("post", "/django-admin/accounts/user/add/", "text/html"), ("get", "/admin/pages/3/edit/preview/", "*/*")],
)  # fmt: skip
def test_u16_without_a_second_factor_neither_api_nor_preview_nor_post_opens(
    client, superuser, settings, method, address, accept
):
    settings.STAFF_MUST_USE_TWO_FACTOR = True
    log_in(client, superuser.email)

    assert getattr(client, method)(address, headers={"Accept": accept}).status_code == 403


def test_u16_session_from_before_the_factor_must_show_it(client, superuser, settings, app_of):
    settings.STAFF_MUST_USE_TWO_FACTOR = True
    log_in(client, superuser.email)
    code = app_of(superuser)

    asked = client.get("/admin/")
    assert asked["Location"] == "/en/account/2fa/reauthenticate/?next=%2Fadmin%2F"
    answer = client.post(asked["Location"], {"code": code(), "next": "/admin/"})

    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_u16_who_logged_in_with_the_factor_enters(client, superuser, settings, app_of):
    settings.STAFF_MUST_USE_TWO_FACTOR = True
    code = app_of(superuser)
    log_in(client, superuser.email)
    client.post(AUTHENTICATE, {"code": code()})

    assert [client.get(address).status_code for address in ADMINS] == [200] * 4


def test_u16_recovery_codes_alone_are_no_second_factor(client, superuser, settings):
    settings.STAFF_MUST_USE_TWO_FACTOR = True
    RecoveryCodes.activate(superuser)
    log_in(client, superuser.email)

    assert client.get("/admin/")["Location"].startswith("/en/account/2fa/?")


def test_u16_members_and_visitors_notice_nothing(client, member, settings):
    settings.STAFF_MUST_USE_TWO_FACTOR = True

    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    log_in(client)
    assert client.get("/en/").status_code == 200
    assert client.get("/admin/", follow=True).status_code == 403
