"""Who may not look at a product's page cannot put it into a cart, by its number either."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from shop.catalogue.models import Offer
from shop.orders.models import CartLine

ADD = "/en/cart/add/"


@pytest.fixture
def insiders(db):
    return Group.objects.create(name="Insiders")


@pytest.fixture
def product(make_product):
    return make_product("Secret notebook")


@pytest.fixture
def close(product, insiders):
    """close(restriction type): the shop's page is closed, and so is the product below it."""

    def make(kind):
        parent = product.get_parent()
        restriction = PageViewRestriction.objects.create(page=parent, restriction_type=kind, password="sesame")
        restriction.groups.set([insiders])
        return restriction

    return make


def put(client, **extra):
    return client.post(ADD, {"offer": Offer.objects.get().pk, "quantity": 1}, follow=True, **extra)


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_m02_closed_product_is_not_for_sale_to_visitors(client, product, close, kind):
    close(kind)

    answer = put(client)

    assert CartLine.objects.count() == 0
    assert "Secret notebook" not in answer.text


@pytest.mark.parametrize(("kind", "bought"), [("login", 1), ("groups", 0), ("password", 0)])
def test_m02_members_buy_what_is_open_to_members(client, product, close, make_member, kind, bought):
    close(kind)
    client.force_login(make_member("mia"))

    put(client)

    assert CartLine.objects.count() == bought


def test_m02_those_in_the_group_buy(client, product, close, make_member):
    close("groups")
    client.force_login(make_member("mia", groups=["Insiders"]))

    put(client)

    assert CartLine.objects.count() == 1


def test_m02_who_typed_the_password_buys(client, product, close):
    restriction = close("password")
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()

    put(client)

    assert CartLine.objects.count() == 1


def test_m02_product_with_one_open_translation_is_for_sale(client, product, translated):
    translated(product)
    PageViewRestriction.objects.create(page=product, restriction_type="login")

    put(client)

    assert CartLine.objects.count() == 1


def test_m02_form_with_its_token_says_nothing_of_a_closed_product(product, close):
    close("login")
    offer = Offer.objects.get()

    strict = Client(enforce_csrf_checks=True)

    answers = [strict.post(ADD, {"offer": number}, follow=True).text for number in (offer.pk, 987654)]

    assert "Secret notebook" not in "".join(answers)
    assert CartLine.objects.count() == 0
