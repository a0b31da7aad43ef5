"""Two at once, in two threads with a connection each."""

import threading

import pytest
from django.db import connection
from django.test import Client

from stoa.accounts import addresses
from stoa.accounts.models import User
from stoa.accounts.tests.steps import NEWCOMER, SIGN_UP


def at_once(*jobs):
    """Run the jobs in threads that start together; their results, in order."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number, job):
        barrier.wait()
        try:
            results[number] = job()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def sign_up(**facts):
    answer = Client(raise_request_exception=False).post(SIGN_UP, NEWCOMER | facts)
    return answer.status_code, answer.get("Location")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_u03_two_sign_ups_of_one_address_at_once_make_one_account():
    answers = at_once(*[lambda email=email: sign_up(email=email) for email in ("ben@example.org", "BEN@example.org")])

    assert answers == [(302, "/en/account/confirm-email/")] * 2
    assert User.objects.filter(email="ben@example.org").count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_u03_two_sign_ups_of_one_name_at_once_get_two_handles():
    answers = at_once(*[lambda number=number: sign_up(email=f"ben{number}@example.org") for number in range(2)])

    assert answers == [(302, "/en/account/confirm-email/")] * 2
    assert User.objects.filter(display_name="Ben").count() == 2


def test_u03_address_taken_between_looking_and_saving_gets_the_same_answer(client, member, monkeypatch):
    really, looked = addresses.owner, []

    def owner(address):
        looked.append(address)
        return None if len(looked) == 1 else really(address)

    monkeypatch.setattr(addresses, "owner", owner)
    answer = client.post(SIGN_UP, NEWCOMER | {"email": "ann@example.org"})

    assert answer["Location"] == "/en/account/confirm-email/"
    assert User.objects.count() == 1
