"""Names of offers in the reader's language."""

import uuid

from shop.catalogue import offers


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

    with django_assert_num_queries(2):
        offers.names(many, "en")
