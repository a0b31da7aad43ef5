"""Fixtures of the tests of products and of their reviews."""

from datetime import timedelta

import pytest

from shop.catalogue.models import Review
from stoa.core import pagecache


@pytest.fixture
def review(make_member, now):
    """review(product, stars, title="Good", user=…, **fields): shown."""
    made = []

    def make(product, stars=4, **fields):
        made.append(stars)
        facts = {
            "user": fields.pop("user", None) or make_member(f"reviewer{len(made)}", display_name=f"Name {len(made)}"),
            "title": f"Title {len(made)}",
            "language": "en",
            "created_at": now + timedelta(seconds=len(made)),
        }
        row = Review(translation_key=product.translation_key, stars=stars, **(facts | fields))
        row.set_text(f"Text {len(made)}")
        row.save()
        return row

    return make


@pytest.fixture
def ada(make_member):
    return make_member("ada", display_name="Ada")


@pytest.fixture
def buyer(client, ada, product, buy):
    """Ada, who has bought it and is logged in."""
    buy(ada, product)
    client.force_login(ada)
    return ada


@pytest.fixture
def kept(settings, client, django_capture_on_commit_callbacks):
    """kept(page, change): is the page still kept after `change()`?"""
    settings.PAGE_CACHE_SECONDS = 300

    def ask(page, change):
        client.get(page.url)
        assert is_kept(page)
        with django_capture_on_commit_callbacks(execute=True):
            change()
        return is_kept(page)

    return ask


def is_kept(page):
    return pagecache.store.get(("http", "testserver", page.url, "")) is not None
