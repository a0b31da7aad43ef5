"""The demo, loaded once for all tests of this folder, which one process runs (conftest.py at the top)."""

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client

from stoa.demo.loading.loader import load

NOW = dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """The demo with small pictures; taken away again after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(now=NOW, picture_width=160)
        transaction.set_rollback(True)


@pytest.fixture
def reader(demo, db):
    """A visitor of the demo; what a test changes is undone after it."""
    return Client()
