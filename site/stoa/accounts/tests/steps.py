"""What people do at the entrance, for the tests."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

PASSWORD = "correct horse battery"
LOG_IN = "/en/account/login/"
SIGN_UP = "/en/account/signup/"
NEWCOMER = {"display_name": "Ben", "email": "Ben@Example.org", "password1": PASSWORD, "password2": PASSWORD}


def log_in(client, email="ann@example.org", password=PASSWORD, **more):
    return client.post(LOG_IN, {"login": email, "password": password, **more})


def show_password(client, password=PASSWORD):
    """Type the password once more, as before what matters."""
    return client.post("/en/account/reauthenticate/", {"password": password})


def is_logged_in(client):
    return "_auth_user_id" in client.session


def link_in(mail):
    return re.search(r"https?://testserver(/\S+)", mail.body)[1]


def code_in(mail):
    return re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.body, re.MULTILINE)[1]


def code_of(secret, *, steps=0):
    """What an authenticator app with this secret shows now, or some half minutes later."""
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now + steps))
