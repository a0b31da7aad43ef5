"""The bar: a thousand posts take no more queries than ten, whatever a post holds."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import Series
from blog.tests.copies import copy_post
from conftest import publish
from stoa.core import pagecache, routing

pytestmark = pytest.mark.django_db

WITH_EVERY_CACHE_EMPTY = 20
WARM = 8


@pytest.fixture
def post(english, make_post, make_author, make_category, picture):
    """A post that has all a post may have, but a body."""
    return make_post(
        "Full",
        slug="full",
        tags=["oak", "ash"],
        authors=[make_author(photo=picture), make_author("Bea", handle="bea")],
        categories=[make_category(), make_category("Tools", slug="tools")],
        cover=picture,
        series=Series.objects.create(title="Trees", slug="trees", locale=english),
    )


@pytest.fixture
def count(client):
    """count(address): queries with every cache empty, and warm."""

    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def both(address):
        cache.clear()
        pagecache.forget_all()
        routing.forget()
        ContentType.objects.clear_cache()
        return queries(address), queries(address)

    return both


@pytest.mark.parametrize(
    ("place", "when_empty"),
    [("", WITH_EVERY_CACHE_EMPTY), ("full/", WITH_EVERY_CACHE_EMPTY), ("category/wood/?page=2", 24)],
)
def test_thousand_posts_take_as_many_queries_as_ten(client, count, post, place, when_empty):
    copy_post(post, range(1, 24))
    address = f"/en/blog/{place}"
    few = count(address)
    copy_post(post, range(24, 1000))

    many = count(address)

    assert many == few
    assert many[0] <= when_empty
    assert many[1] <= WARM
    assert client.get("/en/blog/").context["sidebar"].count == 1000


def test_post_with_every_block_takes_as_many_queries_as_a_short_one(count, post, every_block):
    short = count("/en/blog/full/")
    post.body = every_block
    publish(post)

    full = count("/en/blog/full/")

    assert full == short
    assert full[0] <= WITH_EVERY_CACHE_EMPTY
    assert full[1] <= WARM
