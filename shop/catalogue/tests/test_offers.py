"""Names of offers in the reader's language."""

import uuid

import pytest

from conftest import publish
from shop.catalogue import offers
from shop.catalogue.models import Offer, ProductPage


def test_offer_without_a_page_is_called_as_it_was(make_offer):
    offer = make_offer(label="small")

    facts = offers.names([offer], "en")[offer.pk]

    assert (facts.name, facts.label, facts.url, facts.picture) == ("Notebook", "small", "", None)


def test_offer_is_called_as_its_page(make_offer, make_post):
    post = make_post("Planes")
    offer = make_offer(translation_key=post.translation_key)

    facts = offers.names([offer], "es")[offer.pk]

    assert (facts.name, facts.url) == ("Planes", post.url)


def test_names_take_the_same_queries_for_many(make_offer, make_post, django_assert_num_queries):
    many = [
        make_offer(f"A-{number}", translation_key=make_post(f"Post {number}").translation_key) for number in range(3)
    ]
    many.append(make_offer("A-9", translation_key=uuid.uuid4()))
    offers.names(many, "en")

    with django_assert_num_queries(3):
        offers.names(many, "en")


def test_variant_is_called_as_in_the_readers_language(make_product, translated):
    product = make_product(variants=[{"value_1": "blue", "sku": "N-B"}])
    copy = translated(product, title="Cuaderno")
    copy.variants.update(value_1="azul")
    publish(ProductPage.objects.get(pk=copy.pk))
    offer = Offer.objects.get()

    english, spanish = (offers.names([offer], language)[offer.pk] for language in ("en", "es"))

    assert (english.name, english.label) == ("Notebook", "blue")
    assert (spanish.name, spanish.label, spanish.url) == ("Cuaderno", "azul", "/es/shop/notebook/")


def test_categories_are_the_products_and_those_around_them(make_product, make_category):
    paper = make_category("Paper")
    books = make_category("Notebooks", parent=paper)
    make_product(categories=[books])
    offer = Offer.objects.get()

    assert offers.categories([offer]) == {offer.pk: {str(books.translation_key), str(paper.translation_key)}}


@pytest.mark.parametrize("number", [1, 4])
def test_names_of_products_take_the_same_queries(make_product, make_category, number, django_assert_num_queries):
    paper = make_category("Paper")
    for place in range(number):
        make_product(f"Product {place}", categories=[paper], variants=[{"value_1": "blue", "sku": f"N-{place}"}])
    every = list(Offer.objects.all())
    offers.names(every, "en")

    with django_assert_num_queries(1):
        offers.names(every, "en")
