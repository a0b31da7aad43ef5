"""Two at once, in two threads with a connection each: both have looked before either may save."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from stoa.accounts import addresses
from stoa.accounts.models import User
from stoa.accounts.tests.steps import SIGN_UP, newcomer

_WAITING = "SELECT count(*) FROM pg_locks WHERE relation = 'accounts_user'::regclass AND NOT granted"
on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database has one writer")


def at_once(*jobs):
    """Run the jobs in threads and hold each where it saves a user until all are there; their results, in order."""
    with ThreadPoolExecutor(len(jobs)) as pool, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE accounts_user IN SHARE MODE")
        running = [pool.submit(_run, job) for job in jobs]
        deadline = time.monotonic() + 20
        while _waiting(cursor) < len(jobs):
            assert time.monotonic() < deadline
    return [one.result() for one in running]


def _waiting(cursor):
    cursor.execute(_WAITING)
    return cursor.fetchone()[0]


def _run(job):
    try:
        return job()
    finally:
        connection.close()


def sign_up(**facts):
    typed = newcomer(**facts)

    def send():
        answer = Client(raise_request_exception=False).post(SIGN_UP, typed)
        return answer.status_code, answer.get("Location")

    return send


@on_postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_u03_two_sign_ups_of_one_address_at_once_make_one_account():
    # Two names, so that the handles do not meet first.
    answers = at_once(
        sign_up(email="ben@example.org", display_name="Ben"), sign_up(email="BEN@example.org", display_name="Benno")
    )

    assert answers == [(302, "/en/account/confirm-email/")] * 2
    assert User.objects.filter(email="ben@example.org").count() == 1


@on_postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_u03_two_sign_ups_of_one_name_at_once_get_two_handles():
    answers = at_once(*[sign_up(email=f"ben{number}@example.org") for number in range(2)])

    assert answers == [(302, "/en/account/confirm-email/")] * 2
    assert len(set(User.objects.filter(display_name="Ben").values_list("handle", flat=True))) == 2


def test_u03_address_taken_between_looking_and_saving_gets_the_same_answer(client, member, monkeypatch):
    really, looked = addresses.owner, []

    def owner(address):
        looked.append(address)
        return None if len(looked) == 1 else really(address)

    monkeypatch.setattr(addresses, "owner", owner)
    answer = client.post(SIGN_UP, newcomer(email="ann@example.org"))

    assert answer["Location"] == "/en/account/confirm-email/"
    assert User.objects.count() == 1
