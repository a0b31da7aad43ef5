"""Fixtures every test may use; an app's own are in its `tests/conftest.py`.

Pictures and documents come from `stoa.core.tests.factories`.
"""

import gc
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db.backends.signals import connection_created
from django.utils import timezone, translation
from wagtail.models import Locale, Site
from xdist.scheduler import LoadScopeScheduling

from blog.models import BlogIndexPage, BlogPostPage
from home.models import HomePage
from stoa.core import pagecache
from stoa.core.tests import first_rows

#: Its tests share what is dear to make.
DEMO = "site/stoa/demo/tests"
JOURNEYS = "tests/e2e"
#: A test without one of these is refused the database, so it is the same on every one.
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "django_db_serialized_rollback"}


def pytest_configure():
    call_command("compile_translations", verbosity=0)


def pytest_ignore_collect(collection_path, config):
    """Who asks for journeys alone need not wait until everything else is imported."""
    is_test = collection_path.name.startswith("test_")
    return True if is_test and config.option.markexpr == "e2e" and JOURNEYS not in str(collection_path) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        asks = item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames)
        if not asks and not item.get_closest_marker("shared_cache"):
            item.add_marker(pytest.mark.once)


def pytest_collection_finish():
    """All that is loaded by now stays: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


class InOrder(LoadScopeScheduling):
    """Where several processes share the tests: one by one and in their order, those that empty the database last.

    One process takes all of the demo, and the whole of a file of journeys.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith(DEMO):
            return DEMO
        return nodeid.partition("::")[0] if nodeid.startswith(f"{JOURNEYS}/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return InOrder(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A database in memory begins with what `make test` has migrated, if it has; PostgreSQL copies by itself."""
    first_rows.arrange()
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
    return add_live(home, BlogIndexPage(title="Blog", slug="blog"))


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


def add_live(parent, page):
    """`page` under `parent`, published now. For what has no body: no revision is written and nothing is cooked."""
    page.first_published_at = page.last_published_at = timezone.now()
    return parent.add_child(instance=page)


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page
