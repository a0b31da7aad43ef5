import os
import subprocess
import sys

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django_tasks import task

from stoa.core.background import each_job_once, run

pytestmark = pytest.mark.django_db

calls = []


@task
def note(*args):
    calls.append(args)


@task
def meet():
    """Fails as long as there are errors in `calls`."""
    if calls:
        raise calls.pop()


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


@pytest.mark.parametrize("error", [IntegrityError, OperationalError])
def test_job_that_met_another_is_done_again(error):
    calls.append(error)

    done = run.apply([f"{__name__}.meet", [], {}], throw=False)

    assert (done.state, calls) == ("SUCCESS", [])


def test_tasks_run_beside_requests_once_the_embedded_worker_has_started(tmp_path):
    program = """
import threading, django
django.setup()
from celery import shared_task
from stoa.celery import start_embedded_worker

ran_in, is_done = [], threading.Event()

@shared_task(name="probe")
def probe():
    ran_in.append(threading.current_thread())
    is_done.set()

start_embedded_worker()
probe.delay()
is_done.wait(30)
print(ran_in[0] is threading.main_thread())
"""
    places = {"STOA_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "stoa.settings.dev", "DATABASE_URL": ""}
    variables = os.environ | places | {"REDIS_URL": "", "PYTHONPATH": os.pathsep.join(sys.path)}

    done = subprocess.run([sys.executable, "-c", program], env=variables, capture_output=True, text=True, timeout=120)

    assert done.stdout == "False\n", done.stderr
