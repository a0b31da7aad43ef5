"""M26, U17: reviews that are deleted, by their authors or with them."""

import pytest
from django.db import connection
from django.urls import reverse

from shop.catalogue.models import Offer, Review
from shop.catalogue.reviews import writing
from shop.catalogue.tests.test_reviews import send
from shop.orders.models import Order, State


@pytest.fixture
def product(make_product):
    return make_product(kind=Offer.DOWNLOAD)


def test_m26_author_deletes_it_also_without_the_purchase(client, buyer, product):
    send(client, product)
    Order.objects.update(state=State.REFUNDED)

    response = client.post(reverse("review_delete", args=[product.translation_key]))

    assert (response.status_code, Review.objects.count()) == (302, 0)
    assert client.post(reverse("review_delete", args=[product.translation_key])).status_code == 302


def test_m26_nobody_deletes_another_s(client, buyer, product, make_member):
    send(client, product)
    client.force_login(make_member("bea"))

    client.post(reverse("review_delete", args=[product.translation_key]))

    assert Review.objects.count() == 1


def test_u17_erased_member_leaves_the_review_or_takes_it(buyer, client, product):
    send(client, product)
    buyer.delete()

    review = Review.objects.get()
    assert (review.user, review.author_name) == (None, "Former member")


def test_m26_many_former_members_may_have_reviewed_one_product(product, now):
    facts = {"translation_key": product.translation_key, "user": None, "stars": 3, "language": "en", "created_at": now}

    Review.objects.bulk_create([Review(title=title, **facts) for title in ("One", "Two")])

    assert Review.objects.count() == 2


def test_m26_review_that_goes_while_it_is_changed_is_said(client, buyer, product):
    send(client, product)

    def delete_before_it_is_locked(execute, sql, *rest):
        # The found review is read once more, with its author.
        if sql.startswith('SELECT "catalogue_review"') and "JOIN" in sql:
            Review.objects.all().delete()
        return execute(sql, *rest)

    with connection.execute_wrapper(delete_before_it_is_locked):
        response = send(client, product, title="Changed")

    assert (response.status_code, Review.objects.filter(title="Changed").exists()) == (422, False)
    assert "has just been deleted" in response.text


def test_m26_deleting_twice_is_quiet(buyer, product):
    assert writing.delete(author=buyer, key=product.translation_key) is False
