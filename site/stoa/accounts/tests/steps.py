"""What people do at the entrance, for the tests."""

import re
from datetime import timedelta

import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.utils import timezone

from stoa.accounts.forms import SignUpForm

PASSWORD = "correct horse battery"
LOG_IN = "/en/account/login/"
SIGN_UP = "/en/account/signup/"


def newcomer(*, seconds=60, **facts):
    """What somebody sends who opened the sign-up form so many seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds)):
        opened = SignUpForm.stamp()
    typed = {"display_name": "Ben", "email": "Ben@Example.org", "password1": PASSWORD, "password2": PASSWORD}
    return typed | {"form_opened": opened} | facts


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
