"""M09, M23, M25: where what is ordered goes, and what is wrong with an address."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from shop.catalogue.models import Offer
from shop.orders.checkout.countries import postcode, state
from shop.orders.checkout.forms import all_countries
from shop.orders.envelopes import lines_of, where_of
from shop.orders.invoices.frozen import Party
from shop.orders.models import Cart, Order, OrderAddress, ShippingMethod
from shop.orders.models.shipping import Reach
from shop.orders.tests.checkouts import ADDRESS, CONTACT, agreed, enter, to_review
from stoa.accounts.models import User


def test_m09_what_is_downloaded_needs_no_address(client, make_offer):
    offer = make_offer(kind="download", ships=False)
    client.post(reverse("cart_add"), {"offer": offer.pk, "quantity": 1})

    following = enter(client, "contact", country="ES", **CONTACT)
    page = client.get(reverse("checkout_review"))
    client.post(reverse("checkout_review"), agreed(page))

    order = Order.objects.get()
    assert following["Location"] == reverse("checkout_review")
    assert (order.tax_country, order.addresses.count(), order.lines.get().percent) == ("ES", 0, Decimal(21))


def test_m09_the_invoice_of_a_download_has_the_name_of_its_buyer(client, make_offer):
    member = User.objects.create_user("rosa@example.org", "pw", handle="rosa", full_name="Rosa Field")
    client.force_login(member)
    client.post(reverse("cart_add"), {"offer": make_offer(kind="download", ships=False).pk, "quantity": 1})

    asked = client.get(reverse("checkout_contact")).context["forms"][0]
    enter(client, "contact", country="ES", name="Rosa Field", **CONTACT)
    client.post(reverse("checkout_review"), agreed(client.get(reverse("checkout_review"))))

    address = OrderAddress.objects.get()
    assert asked["name"].value() == "Rosa Field"
    assert (address.kind, lines_of(address)) == ("billing", ("Rosa Field", "Spain"))


def test_m09_who_bought_a_download_before_begins_with_goods_that_are_sent(client, goods, make_method):
    make_method("Shop", reach=Reach.EVERYWHERE, is_pick_up=True, bands=[(None, 0, 0)])
    Cart.objects.update(checkout={"contact": {"email": "ada@example.org", "country": "ES"}})

    page = client.get(reverse("checkout_contact"))
    form = page.context["forms"][0]

    assert (form["way"].value(), form["email"].value(), form.errors) == ("send", "ada@example.org", {})


@pytest.mark.parametrize(
    ("country", "region", "postcode", "line"),
    [("US", "NY", "10001", "Town, NY 10001"), ("BG", "", "1000", "1000 Town"), ("ES", "Soria", "42", "42 Town, Soria")],
)
def test_m09_postcodes_stand_where_their_country_has_them(country, region, postcode, line):
    assert where_of(Party(city="Town", country=country, region=region, postcode=postcode))[0] == line


def test_m09_a_country_has_one_name_in_choices_and_envelopes():
    with translation.override("bg"):
        assert dict(all_countries())["US"] == where_of(Party(country="US"))[0]


def test_m09_the_invoice_may_go_elsewhere(client, goods):
    billing = {key.replace("shipping", "billing"): value for key, value in ADDRESS.items()}
    enter(client, "contact", wants_invoice="on", **CONTACT)
    enter(client, "address", **(ADDRESS | billing | {"billing-vat_number": "BG123", "billing-city": "Варна"}))
    enter(client, "delivery", method=ShippingMethod.objects.get(name="Post").pk)
    client.post(reverse("checkout_review"), agreed(client.get(reverse("checkout_review"))))

    found = {address.kind: (address.city, address.vat_number) for address in OrderAddress.objects.all()}
    assert found == {"shipping": ("София", ""), "billing": ("Варна", "BG123")}


def test_m23_one_way_of_delivery_is_no_choice(client, goods):
    ShippingMethod.objects.filter(name="Courier").delete()
    enter(client, "contact", **CONTACT)

    following = enter(client, "address", **ADDRESS)
    page = client.get(reverse("checkout_review"))

    assert following["Location"] == reverse("checkout_review")
    assert page.context["quote"].total.amount == Decimal(25)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"shipping-country": "AQ"}, "We do not deliver to Antarctica."),
        ({"shipping-country": "XX"}, "Select a valid choice."),
        ({"shipping-country": ""}, "This field is required."),
        ({"shipping-postcode": "ABC"}, "This is no postcode of Bulgaria."),
        ({"shipping-postcode": ""}, "This field is required."),
        ({"shipping-country": "US", "shipping-postcode": "20500", "shipping-region": ""}, "This field is required."),
        (
            {"shipping-country": "US", "shipping-postcode": "20500", "shipping-region": "Bavaria"},
            "Enter a state of United States",
        ),
        ({"shipping-name": "WIN NOW http://evil.example"}, "Write no links here."),
        ({"shipping-city": "WWW.evil.example"}, "Write no links here."),
        ({"shipping-name": "x" * 10_000}, "Ensure this value has at most 200 characters (it has 10000)."),
        ({"shipping-name": " \t "}, "This field is required."),
        ({"shipping-phone": "call me"}, "Enter a telephone number, or nothing."),
    ],
)
def test_m09_what_is_wrong_with_an_address_is_said_beside_its_field(client, goods, change, message):
    enter(client, "contact", **CONTACT)

    answer = enter(client, "address", **(ADDRESS | change))

    assert answer.status_code == 200
    assert answer.text.count(message) == 1
    assert 'value="ул. Шипка 1"' in answer.text


def test_m23_goods_too_heavy_for_a_country_are_said(client, goods):
    Offer.objects.update(weight=5000)
    enter(client, "contact", **CONTACT)
    us = {"shipping-country": "US", "shipping-postcode": "20500", "shipping-region": "Texas"}

    answer = enter(client, "address", **(ADDRESS | us))

    assert "We cannot deliver what is in your cart to United States" in answer.text


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "x" * 300 + "@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_m09_a_wrong_mail_address_goes_no_further(client, goods, email):
    answer = enter(client, "contact", email=email)

    assert answer.status_code == 200
    assert answer.context["forms"][0].errors["email"]


def test_m09_names_of_any_script_are_kept_in_one_line(client, goods):
    to_review(client, ADDRESS | {"shipping-name": " محمد\u200f\r\n  بن\tسلمان 👩‍👩‍👧 "})
    client.post(reverse("checkout_review"), agreed(client.get(reverse("checkout_review"))))

    assert OrderAddress.objects.get().name == "محمد\u200f بن سلمان 👩‍👩‍👧"


def test_m25_what_is_picked_up_is_taxed_at_the_shop(client, goods, make_method, settings):
    shop = make_method("Shop", reach="everywhere", is_pick_up=True, bands=[(None, 0, 0)])
    enter(client, "contact", **CONTACT, way="send")
    spain = {"shipping-country": "ES", "shipping-postcode": "28001"}
    enter(client, "address", **(ADDRESS | spain))

    enter(client, "contact", **CONTACT, way="pick_up")
    fetched = enter(client, "address", **{"fetched-name": "Мая", "fetched-phone": "+359 2 1"})
    review = client.get(fetched["Location"])
    client.post(reverse("checkout_review"), agreed(review))

    order = Order.objects.get()
    address = order.addresses.get()
    assert (order.tax_country, order.is_pick_up, order.total) == (settings.SHOP_COUNTRY, True, Decimal(20))
    assert (order.shipping_method_id, address.name, address.street, address.country) == (shop.pk, "Мая", "", "")


def test_m09_who_fetches_is_asked_for_no_address_and_may_change_their_mind(client, goods, make_method):
    make_method("Shop", reach="everywhere", is_pick_up=True, bands=[(None, 0, 0)])
    enter(client, "contact", **CONTACT, way="send")
    enter(client, "address", **ADDRESS)
    ways = [choice.name for choice in client.get(reverse("checkout_delivery")).context["quote"].choices]
    enter(client, "contact", **CONTACT, way="pick_up")
    asked = client.get(reverse("checkout_address"))
    refused = enter(client, "address", **{"fetched-name": "", "fetched-phone": "call me"})
    enter(client, "contact", **CONTACT, way="send")

    assert ways == ["Post", "Courier"]
    assert [list(form.fields) for form in asked.context["forms"]] == [["name", "phone"]]
    assert [list(form.errors) for form in refused.context["forms"]] == [["name", "phone"]]
    assert ADDRESS["shipping-street"] in client.get(reverse("checkout_address")).text


def test_m09_where_nothing_can_be_fetched_any_more_an_address_is_asked_for(client, goods, make_method):
    shop = make_method("Shop", reach="everywhere", is_pick_up=True, bands=[(None, 0, 0)])
    enter(client, "contact", **CONTACT, way="pick_up")
    enter(client, "address", **{"fetched-name": "Мая", "fetched-phone": ""})
    shop.is_active = False
    shop.save()

    assert client.get(reverse("checkout_review"))["Location"] == reverse("checkout")
    assert client.get(reverse("checkout"))["Location"] == reverse("checkout_address")
    assert to_review(client).context["quote"].choice.name == "Post"


def test_m09_postcodes_and_states_are_written_as_in_their_country():
    assert [postcode("GB", "sw1a1aa"), postcode("PL", "00-950"), postcode("LU", "l-1234"), postcode("TV", "x y")] == [
        "SW1A 1AA",
        "00-950",
        "L-1234",
        "X Y",
    ]
    assert [state("US", " california "), state("CA", "on"), state("BG", "Пловдив")] == ["CA", "ON", "Пловдив"]
