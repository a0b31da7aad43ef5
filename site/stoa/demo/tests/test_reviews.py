"""The demo's reviews: by buyers, with every number of stars, loaded once."""

from shop.catalogue.models import Review
from shop.catalogue.reviews import buyers
from stoa.demo.loading.loader import load
from stoa.demo.loading.publication import read_publication
from stoa.demo.tests.conftest import NOW


def test_m26_reviews_are_by_buyers_and_spread(reader):
    reviews = list(Review.objects.with_helpful().select_related("user"))

    assert len(reviews) == len(read_publication().reviews)
    assert {review.stars for review in reviews} == {1, 2, 3, 4, 5}
    assert {review.language for review in reviews} == {"en", "es", "bg"}
    assert all(buyers.has_bought(review.user, review.translation_key) for review in reviews)
    assert sum(bool(review.reply) for review in reviews) > 3
    assert sum(review.helpful > 0 for review in reviews) > 9
    assert all(review.created_at < (review.replied_at or NOW) <= NOW for review in reviews)


def test_m26_second_load_leaves_reviews_alone(reader):
    Review.objects.filter(stars=1).update(title="Changed here")
    before = list(Review.objects.order_by("pk").values_list("pk", "title"))

    load(now=NOW, picture_width=160)

    assert list(Review.objects.order_by("pk").values_list("pk", "title")) == before
