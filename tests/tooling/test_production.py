"""Production settings, loaded in a process of their own."""

import os
import subprocess
import sys

import pytest

from scripts.check import PRODUCTION
from scripts.console import ROOT


def start(code="", **changes):
    variables = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    variables |= PRODUCTION | changes | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}
    command = [sys.executable, "-c", f"import django; django.setup(); from django.conf import settings; {code}"]
    return subprocess.run(command, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"],
)
def test_o05_production_without_a_secret_does_not_start_and_says_which(name):
    result = start(**{name: ""})

    assert result.returncode != 0
    assert f"Stoa cannot start in production: set {name} in the environment" in result.stderr


def test_o05_production_names_everything_that_is_missing():
    result = start(SECRET_KEY="", EMAIL_URL="")

    assert "set SECRET_KEY, EMAIL_URL in the environment" in result.stderr


def test_o08_production_is_https_only_with_closed_cookies():
    result = start(
        "print(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS >= 31536000, settings.SESSION_COOKIE_SECURE, "
        "settings.CSRF_COOKIE_SECURE, settings.DEBUG)"
    )

    assert result.stdout.split() == ["True", "True", "True", "True", "False"], result.stderr


def test_b08_production_mails_as_the_environment_says():
    result = start(
        "print(settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, "
        "settings.EMAIL_HOST_USER, settings.DEFAULT_FROM_EMAIL)",
        EMAIL_URL="smtp+tls://ann:secret@mail.example:2525",
        DEFAULT_FROM_EMAIL="post@stoa.example",
    )

    backend = "django.core.mail.backends.smtp.EmailBackend"
    assert result.stdout.split() == [backend, "mail.example", "2525", "True", "ann", "post@stoa.example"], result.stderr


@pytest.mark.parametrize(("url", "kind"), [("", "console"), ("smtp://mail.example:25", "smtp")])
def test_b08_development_mails_to_the_console_unless_it_is_told(url, kind):
    plain = {"DJANGO_SETTINGS_MODULE": "stoa.settings.dev", "DATABASE_URL": "", "REDIS_URL": ""}

    result = start("print(settings.EMAIL_BACKEND)", EMAIL_URL=url, **plain)

    assert result.stdout.strip() == f"django.core.mail.backends.{kind}.EmailBackend", result.stderr


def test_u15_production_hashes_with_argon2():
    result = start("print(settings.PASSWORD_HASHERS[0])")

    assert result.stdout.strip() == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_o05_number_that_is_none_is_named():
    result = start(HSTS_SECONDS="a year")

    assert result.returncode != 0
    assert "HSTS_SECONDS must be a number, not 'a year'" in result.stderr


def test_o05_empty_variable_counts_as_not_set():
    result = start("print(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS)", HTTPS="", HSTS_SECONDS="")

    assert result.stdout.split() == ["True", "31536000"], result.stderr


def test_c17_certificate_of_developers_is_not_served_in_production():
    result = start("from django.core.management import call_command; call_command('serve', '--https')")

    assert result.returncode != 0
    assert "--https is for development" in result.stderr
