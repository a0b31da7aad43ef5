"""M26: what everybody sees of reviews, on the product's page, on cards and in the structured data."""

import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from community.reactions import likes
from community.reactions.models import Like, LikeCount
from shop.catalogue.models import ProductPage, Review, ReviewState
from shop.catalogue.reviews import ratings, writing
from shop.catalogue.reviews.ratings import Histogram, Rating
from stoa.core import things
from stoa.core.tests.racing import COMMITTING, race


@pytest.fixture
def product(make_product):
    return make_product()


def titles(response):
    return re.findall(r'review__title"[^>]*>([^<]+)<', response.text)


def product_data(response):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL)
    return next(thing for thing in json.loads(found[1])["@graph"] if thing["@type"] == "Product")


@pytest.mark.parametrize(
    ("counts", "average", "halves"),
    [
        ({}, "0.0", 0),
        ({5: 1}, "5.0", 10),
        ({4: 1, 5: 1}, "4.5", 9),
        ({1: 2, 2: 1}, "1.3", 3),
        ({4: 3, 5: 1}, "4.3", 9),
        ({1: 1}, "1.0", 2),
    ],
)
def test_m26_average_is_rounded_half_up(counts, average, halves):
    rating = Histogram(counts=counts).rating

    assert (rating.average, rating.halves) == (Decimal(average), halves)


def test_m26_rating_counts_what_is_shown(product, review):
    review(product, 5)
    review(product, 2)
    review(product, 1, state=ReviewState.HIDDEN)
    review(product, 1, state=ReviewState.WAITING)

    key = product.translation_key
    assert ratings.of([key]) == {key: Rating(count=2, stars=7)}


def test_m26_page_says_average_histogram_and_each_review(client, product, review):
    for stars in (5, 5, 4, 1):
        review(product, stars)

    response = client.get(product.url)

    assert "3.8 of 5 stars" in response.text
    assert "4 reviews" in response.text
    assert titles(response) == ["Title 4", "Title 3", "Title 2", "Title 1"]
    assert [(bar.stars, bar.count, bar.percent) for bar in response.context["reviews"].histogram.bars] == [
        (5, 2, 50),
        (4, 1, 25),
        (3, 0, 0),
        (2, 0, 0),
        (1, 1, 25),
    ]


def test_m26_orders_and_narrows(client, product, review, make_member):
    first, _second, third = [review(product, stars) for stars in (3, 5, 4)]
    for number, liked in enumerate((first, first, third)):
        likes.like(user=make_member(f"reader{number}"), kind="review", key=str(liked.pk))

    def asked(query):
        return titles(client.get(f"{product.url}?{query}"))

    assert asked("order=helpful") == ["Title 1", "Title 3", "Title 2"]
    assert asked("order=best") == ["Title 2", "Title 3", "Title 1"]
    assert asked("order=worst") == ["Title 1", "Title 3", "Title 2"]
    assert asked("stars=5") == ["Title 2"]
    assert asked("stars=1") == []


@pytest.mark.parametrize(
    "query",
    ["order=x", "stars=6", "stars=٣", "stars=1.5", "reviews=x", "reviews=999999999", "order=&stars=", "reviews=-1"],
)
def test_m26_nonsense_in_the_address_is_the_usual_list(client, product, review, query):
    review(product)

    response = client.get(f"{product.url}?{query}")

    assert (response.status_code, titles(response)) == (200, ["Title 1"])


def test_m26_pages_of_reviews_keep_order_and_stars(client, product, review):
    for _number in range(11):
        review(product, 4)

    response = client.get(f"{product.url}?order=helpful&stars=4&reviews=2")

    assert titles(response) == ["Title 1"]
    assert "?reviews=1&amp;order=helpful&amp;stars=4#reviews" in response.text


@pytest.mark.parametrize("number", [0, 1, 25])
def test_m26_page_takes_the_same_queries_however_many_reviews(
    client, product, review, number, django_assert_num_queries
):
    for _each in range(number):
        review(product)
    client.get(product.url)

    with django_assert_num_queries(10 if number else 9):
        client.get(product.url)


@pytest.mark.parametrize("number", [1, 24])
def test_m26_cards_take_two_queries(make_product, review, number, django_assert_num_queries):
    for place in range(number):
        review(make_product(f"Product {place}"))
    pages = list(ProductPage.objects.for_cards().order_by("pk"))

    ProductPage.prepare_cards(pages[:1])

    with django_assert_num_queries(2):
        ProductPage.prepare_cards(pages)

    assert [page.rating for page in pages] == [Rating(count=1, stars=4)] * number


def test_m26_card_says_stars_as_text(client, product, review):
    review(product, 5)
    review(product, 4)

    text = client.get("/en/shop/").text

    assert '<span class="stars stars--9"><span class="visually-hidden">4.5 of 5 stars</span></span>' in text
    assert "2 reviews" in text


def test_m26_structured_data_has_rating_and_reviews_only_if_there_are_any(client, product, review):
    before = product_data(client.get(product.url))
    review(product, 4)
    after = product_data(client.get(product.url))

    assert "aggregateRating" not in before
    assert "review" not in before
    assert after["aggregateRating"] == {
        "@type": "AggregateRating", "ratingValue": "4.0", "reviewCount": 1, "bestRating": 5, "worstRating": 1,
    }  # fmt: skip
    assert after["review"][0]["author"] == {"@type": "Person", "name": "Name 1"}
    assert after["review"][0]["reviewRating"]["ratingValue"] == 4
    assert after["review"][0]["reviewBody"] == "Text 1"


def test_m26_page_is_the_same_for_everyone(client, product, review, make_member):
    mine = review(product)
    anonymous = client.get(product.url)
    client.force_login(mine.user)

    assert client.get(product.url).text == anonymous.text
    assert "csrfmiddlewaretoken" not in anonymous.text
    assert not anonymous.cookies


def test_m26_own_review_is_known_by_the_fragment(client, product, review):
    mine, other = review(product), review(product)
    client.force_login(mine.user)

    text = client.get("/en/fragments/me/", {"of": [f"review:{mine.pk}", f"review:{other.pk}", "review:x"]}).text

    assert f'id="review-own-{mine.pk}"' in text
    assert f"/reviews/{product.translation_key}/write/" in text
    assert f'id="review-own-{other.pk}"' not in text


def test_m26_others_find_it_helpful_its_author_does_not(client, product, review, make_member):
    mine = review(product)
    address = reverse("like", args=["review", mine.pk])
    client.force_login(mine.user)
    own = client.post(address, {"like": "yes"}, HTTP_HX_REQUEST="true").text
    client.force_login(make_member("bea"))
    client.post(address, {"like": "yes"})
    client.post(address, {"like": "yes"})

    assert "This is your own" in own
    assert list(Like.objects.values_list("user__handle", flat=True)) == ["bea"]
    assert "1 found this helpful" in client.get(product.url).text


def test_m26_hidden_review_is_nobody_s_to_vote_on(client, product, review, make_member):
    hidden = review(product, state=ReviewState.HIDDEN)
    client.force_login(make_member("bea"))

    assert client.post(reverse("like", args=["review", hidden.pk]), {"like": "yes"}).status_code == 404
    assert client.get(reverse("review", args=[hidden.pk])).status_code == 404


def test_m26_deleted_review_takes_its_votes_along(product, review, make_member):
    mine = review(product)
    likes.like(user=make_member("bea"), kind="review", key=str(mine.pk))

    writing.delete(author=mine.user, key=product.translation_key)

    assert (Like.objects.count(), LikeCount.objects.count()) == (0, 0)


def test_m26_things_take_the_same_queries(product, review, make_member, django_assert_num_queries):
    few = [str(review(product).pk)]
    many = few + [str(review(product).pk) for _each in range(5)] + ["x", "0"]
    viewer = make_member("bea")
    things.kind("review").find(few, viewer)

    for keys, number in ((few, 1), (many, 6)):
        with django_assert_num_queries(2):
            assert len(things.kind("review").find(keys, viewer)) == number


@COMMITTING
def test_m26_one_member_at_once_from_two_processes_writes_one_review(make_member, product, tmp_path):
    ada, bea = make_member("ada"), make_member("bea")
    key = product.translation_key

    answers = race(
        "shop.catalogue.tests.reviewers:write",
        [f"{who.pk} {key} 5" for who in (ada, bea) for _each in range(4)],
        tmp_path,
    )

    assert set(answers) == {str(pk) for pk in Review.objects.values_list("pk", flat=True)}
    assert ratings.of([key]) == {key: Rating(count=2, stars=10)}
