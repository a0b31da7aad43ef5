"""Fixtures that every room of the community may use; some have a `make_member` of their own."""

import pytest
from django.core import mail

from stoa.accounts.models import User


@pytest.fixture
def make_member(db):
    """A function that makes a member by handle: make_member("ada", display_name="Ada")."""

    def make(handle, **fields):
        return User.objects.create_user(f"{handle}@example.org", "pw", **({"handle": handle} | fields))

    return make


@pytest.fixture
def ada(make_member):
    return make_member("ada", display_name="Ada")


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """A function that calls and returns the mails sent after commit."""

    def call(function, *positional, **named):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            function(*positional, **named)
        return mail.outbox[before:]

    return call
