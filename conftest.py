"""Fixtures every test may use; an app's own are in its `tests/conftest.py`.

Pictures and documents come from `stoa.core.tests.factories`.
"""

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db.backends.signals import connection_created
from django.utils import translation
from wagtail.models import Locale, Site
from xdist.scheduler import LoadScopeScheduling

from blog.models import BlogIndexPage, BlogPostPage
from home.models import HomePage
from stoa.core import pagecache

#: Its tests share what is dear to make.
DEMO = "site/stoa/demo/tests"


def pytest_configure():
    call_command("compile_translations", verbosity=0)


class InOrder(LoadScopeScheduling):
    """Where several processes share the tests: one by one and in their order, those that empty the database last.

    One process takes all of the demo, and the whole of a file of journeys.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith(DEMO):
            return DEMO
        return nodeid.partition("::")[0] if nodeid.startswith("tests/e2e/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return InOrder(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A database in memory begins with what `make test` has migrated, if it has; PostgreSQL copies by itself."""
    if settings.MIGRATED:
        connection_created.connect(_fill)


def _fill(connection, **kwargs):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        connection_created.disconnect(_fill)
        with closing(sqlite3.connect(settings.MIGRATED)) as migrated:
            migrated.backup(connection.connection)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    pagecache.forget_all()


@pytest.fixture(autouse=True)
def _default_language():
    """A request leaves its language behind."""
    translation.deactivate()


@pytest.fixture
def home(db):
    """The English home page that migrations made."""
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def site(home):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def english(db):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def blog(home):
    """A blog with no posts at /en/blog/."""
    return publish(home.add_child(instance=BlogIndexPage(title="Blog", slug="blog", live=False)))


@pytest.fixture
def make_post(blog):
    """A function that makes and publishes a post: make_post("Title", body=[...], **fields)."""

    def make(title="A post", *, tags=(), authors=(), **fields):
        post = blog.add_child(instance=BlogPostPage(title=title, live=False, **fields))
        post.tags.add(*tags)
        for number, author in enumerate(authors):
            post.post_authors.create(author=author, sort_order=number)
        return publish(post)

    return make


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page
