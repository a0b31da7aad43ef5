import pytest
from django.db import transaction
from django_tasks import task

from stoa.core.background import each_job_once

pytestmark = pytest.mark.django_db

calls = []


@task
def note(*args):
    calls.append(args)


@pytest.fixture(autouse=True)
def _no_calls():
    calls.clear()


def test_each_job_runs_once_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), each_job_once():
        note.enqueue(1)
        note.enqueue(1)
        note.enqueue(2)
        assert calls == []

    assert calls == [(1,), (2,)]


def test_outside_every_job_runs(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        note.enqueue(1)
        note.enqueue(1)

    assert calls == [(1,), (1,)]


def test_no_job_of_what_was_rolled_back_runs(django_capture_on_commit_callbacks):
    def fail():
        with transaction.atomic(), each_job_once():
            note.enqueue(1)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        fail()

    assert calls == []
