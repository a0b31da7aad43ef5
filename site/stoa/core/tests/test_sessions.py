"""Sessions are Django's, written by one statement."""

import pytest
from django.contrib.sessions.backends.base import UpdateError

from stoa.core.sessions import SessionStore


@pytest.fixture
def session(db):
    session = SessionStore()
    session["cart"] = "one"
    session.create()
    return session


def test_session_that_exists_is_written_by_one_statement(session, django_assert_num_queries):
    session["cart"] = "two"

    with django_assert_num_queries(1):
        session.save()

    assert SessionStore(session.session_key)["cart"] == "two"


def test_session_that_was_ended_meanwhile_is_not_made_again(session):
    SessionStore(session.session_key).delete()

    with pytest.raises(UpdateError):
        session.save()
    assert not session.exists(session.session_key)


def test_session_without_a_key_is_made(db):
    session = SessionStore()
    session["cart"] = "one"

    session.save()

    assert SessionStore(session.session_key)["cart"] == "one"
