"""The demo, loaded once for all tests of this folder."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from stoa.demo.loading.loader import load

FOLDER = Path(__file__).parent
NOW = dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC)


def pytest_collection_modifyitems(items):
    """One process has the demo, where several share the tests."""
    for item in items:
        if FOLDER in item.path.parents and "demo" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("demo"))


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
