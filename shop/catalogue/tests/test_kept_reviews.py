"""M26: pages that are kept show what is said of a product now."""

import pytest

from community.reactions import likes
from shop.catalogue.reviews import writing
from stoa.core import pagecache


@pytest.fixture
def product(make_product):
    return make_product()


def test_m26_kept_page_is_forgotten_when_something_is_said_of_it(kept, product, review, make_member):
    mine, reader = review(product), make_member("bea")
    mine.user.display_name = "Another"
    changes = [
        lambda: likes.like(user=reader, kind="review", key=str(mine.pk)),
        lambda: likes.unlike(user=reader, kind="review", key=str(mine.pk)),
        lambda: mine.user.save(),
        lambda: writing.reply(review_id=mine.pk, text="Thank you", user=reader, now=mine.created_at),
        lambda: writing.delete(author=mine.user, key=product.translation_key),
    ]

    assert [kept(product, change) for change in changes] == [False] * 5


def test_m26_kept_list_is_forgotten_when_the_stars_change(kept, product, review, shop):
    mine = review(product)

    assert kept(shop, lambda: writing.reply(review_id=mine.pk, text="Yes", user=mine.user, now=mine.created_at))
    assert not kept(shop, lambda: writing.delete(author=mine.user, key=product.translation_key))


def test_m26_further_pages_are_kept_as_well(settings, client, product, review):
    settings.PAGE_CACHE_SECONDS = 300
    review(product)
    client.get(f"{product.url}?reviews=1")

    assert pagecache.store.get(("http", "testserver", product.url, "reviews=1")) is not None
