import itertools
from contextlib import suppress

import pytest
from celery.exceptions import Retry

from stoa.core import mail
from stoa.core.models import SiteSettings
from stoa.core.tests import away


@pytest.fixture
def server_is_away(settings, monkeypatch):
    """server_is_away(times): the mail server refuses that many attempts."""
    settings.EMAIL_BACKEND = "stoa.core.tests.away.AwayBackend"
    away.attempts.clear()
    return lambda times: monkeypatch.setattr(away, "failures", times)


def deliver():
    """Attempt after attempt, as a worker does it, but without the time between them."""
    arguments = ["Subject", "Text", "<p>Text</p>", "ann@example.org", ["bob@example.org"], {"X-Kind": "test"}]
    for retries in itertools.count():
        with suppress(Retry):
            mail.deliver.apply(arguments, retries=retries, throw=True)
            return


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "name", "expected"),
    [
        ("hello@stoa.example", "The Long Bench", "The Long Bench <hello@stoa.example>"),
        ("Desk <hello@stoa.example>", "The Long Bench", "Desk <hello@stoa.example>"),
        ("hello@stoa.example", "Saws, \nplanes", '"Saws, planes" <hello@stoa.example>'),
        ("hello@stoa.example", "Пейка", "=?utf-8?b?0J/QtdC50LrQsA==?= <hello@stoa.example>"),
    ],
)
def test_mail_comes_from_the_site_by_name(settings, site, mailoutbox, setting, name, expected):
    settings.DEFAULT_FROM_EMAIL = setting
    SiteSettings.objects.filter(site=site).update(site_name=name)

    deliver()

    [sent] = mailoutbox
    assert sent.message()["From"] == expected


@pytest.mark.django_db
def test_mail_is_tried_again_until_the_server_is_back(server_is_away, mailoutbox):
    server_is_away(3)

    deliver()

    assert away.attempts == ["Subject"] * 4
    [sent] = mailoutbox
    assert (sent.to, sent.reply_to) == (["ann@example.org"], ["bob@example.org"])
    assert sent.extra_headers == {"X-Kind": "test"}
    assert (sent.body, sent.alternatives[0].content) == ("Text", "<p>Text</p>")


@pytest.mark.django_db
def test_a_mail_that_is_tried_again_is_the_same_message(home):
    context = {"page": home, "page_url": "/en/", "rows": [], "subject": "Contact"}

    first, second = (mail.render("form_answer", to="ann@example.org", context=context).headers for _each in range(2))

    # `deliver` takes the headers with it from attempt to attempt.
    assert first["Message-ID"] != second["Message-ID"]
    assert mail.message_id("a wish") == mail.message_id("a wish") != mail.message_id("another")


@pytest.mark.django_db
def test_mail_is_given_up_after_eight_more_attempts(server_is_away, mailoutbox):
    server_is_away(100)

    with pytest.raises(ConnectionRefusedError):
        deliver()

    assert len(away.attempts) == 9
    assert mailoutbox == []


@pytest.mark.django_db
def test_mail_waits_for_the_commit(mailoutbox, django_capture_on_commit_callbacks, home):
    context = {"page": home, "page_url": "/en/", "rows": [], "subject": "Contact"}
    with django_capture_on_commit_callbacks(execute=True):
        mail.send("form_answer", to="ann@example.org", context=context, headers={"X-Kind": "test"})
        assert mailoutbox == []

    assert [sent.to for sent in mailoutbox] == [["ann@example.org"]]
