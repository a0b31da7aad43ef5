from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from shop.orders import shipping
from shop.orders.models import ShippingMethod
from shop.orders.models.shipping import Reach
from shop.orders.pricing import ShippingTerms
from stoa.core.money import Money

pytestmark = pytest.mark.django_db


def offered(country, weight=500, amount="30"):
    return {one.name: str(one.price) for one in shipping.methods_for(country, weight, Decimal(amount))}


def test_methods_go_to_their_countries_and_one_to_the_rest(make_method):
    make_method("Bulgaria", "BG")
    make_method("Iberia", "ES,PT", [(None, 0, 9)])
    make_method("World", reach=Reach.REST, bands=[(None, 0, 20)])
    make_method("Pick-up", reach=Reach.EVERYWHERE, is_pick_up=True, bands=[(None, 0, 0)])

    pick_up = {"Pick-up": "0.00 EUR"}
    assert offered("BG") == {"Bulgaria": "5.00 EUR"} | pick_up
    assert offered("PT") == {"Iberia": "9.00 EUR"} | pick_up
    assert offered("JP") == {"World": "20.00 EUR"} | pick_up


def test_pick_up_in_a_country_does_not_end_delivery_there(make_method):
    make_method("Shop", "BG", is_pick_up=True, bands=[(None, 0, 0)])
    make_method("World", reach=Reach.REST)

    assert offered("BG") == {"Shop": "0.00 EUR", "World": "5.00 EUR"}


def test_cheapest_band_that_fits_holds(make_method):
    make_method(countries="BG", bands=[(1000, 0, 5), (5000, 0, 8), (5000, 100, 6)])

    weights = [offered("BG", weight).get("Post") for weight in (0, 1000, 1001, 5000, 5001)]
    assert weights == ["5.00 EUR", "5.00 EUR", "8.00 EUR", "8.00 EUR", None]
    assert offered("BG", 2000, "100") == {"Post": "6.00 EUR"}


def test_free_from_an_amount_on_but_not_for_what_is_too_heavy(make_method):
    make_method(countries="BG", bands=[(1000, 0, 5)], free_from=Decimal(50))

    assert offered("BG", amount="49.99") == {"Post": "5.00 EUR"}
    assert offered("BG", amount="50") == {"Post": "0.00 EUR"}
    assert offered("BG", 1001, "50") == {}


def test_methods_out_of_use_or_in_another_currency_are_not_offered(make_method):
    make_method("Old", "BG", is_active=False)
    make_method("Lev", "BG", currency="BGN")

    assert offered("BG") == {}


def test_order_of_the_shop_and_words_of_the_reader(make_method):
    make_method("Second", "BG", place=2)
    first = make_method("First", "BG", place=1, note="Two days")
    first.texts.create(language="es", name="Primero", note="Dos días")
    first.save()

    assert list(offered("BG")) == ["First", "Second"]
    with translation.override("es"):
        choice = shipping.methods_for("BG", 1, Decimal(1))[0]
    assert (choice.name, choice.note, choice.price) == ("Primero", "Dos días", Money(Decimal(5), "EUR"))
    assert choice.terms == ShippingTerms(price=Decimal(5), tax_class="standard")


def test_countries_served(make_method):
    assert shipping.countries_served() == set()
    make_method("Iberia", "ES,PT")
    make_method("Shop", reach=Reach.EVERYWHERE, is_pick_up=True)
    assert shipping.countries_served() == {"ES", "PT"}
    make_method("World", reach=Reach.REST)
    assert shipping.countries_served() is None


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_methods(make_method, number, django_assert_num_queries):
    for place in range(number):
        make_method(f"Post {place}", "BG", place=place)

    with django_assert_num_queries(3):
        assert len(shipping.methods_for("BG", 100, Decimal(10))) == number


def test_method_for_listed_countries_lists_some(make_method):
    with pytest.raises(ValidationError, match="Choose at least one country"):
        ShippingMethod(name="Nowhere").full_clean()


@pytest.mark.parametrize("country", ["", "XX", "bg' --", "Bulgaria"])
def test_unknown_countries_get_only_what_goes_anywhere(make_method, country):
    make_method("Bulgaria", "BG")

    assert shipping.methods_for(country, 1, Decimal(1)) == []
