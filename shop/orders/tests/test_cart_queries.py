"""M05: what the cart costs, however much is in it."""

import pytest

from shop.catalogue.models import Offer
from shop.orders.models import Cart
from shop.orders.tests.test_cart_pages import CART, put
from stoa.accounts.models import User


@pytest.fixture
def member(db):
    return User.objects.create_user("mia@example.org", "pw")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_m05_the_cart_costs_ten_queries_whatever_its_size(
    client, member, make_offer, make_coupon, make_method, number, django_assert_max_num_queries
):
    make_method(reach="everywhere")
    make_coupon("TEN", limit_per_customer=3)
    client.force_login(member)
    for each in range(number):
        put(client, make_offer(f"S-{each}"))
    Cart.objects.update(coupon_code="TEN", checkout={"address": {"shipping-country": "BG"}})
    client.get(CART)

    with django_assert_max_num_queries(10):
        client.get(CART)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_m05_the_cart_costs_ten_queries_with_products_and_categories(
    client, member, make_product, make_category, make_coupon, number, django_assert_max_num_queries
):
    category = make_category("Paper")
    coupon = make_coupon("TEN", limit_per_customer=3)
    coupon.category_keys = [str(category.translation_key)]
    coupon.save()
    client.force_login(member)
    for each in range(number):
        make_product(f"P {each}", categories=[category], variants=[{"value_1": "small", "sku": f"V-{each}"}])
        put(client, Offer.objects.get(sku=f"V-{each}"))
    Cart.objects.update(coupon_code="TEN")
    client.get(CART)

    with django_assert_max_num_queries(10):
        text = client.get(CART).text

    assert text.count('<li class="order-line">') == number
    assert "Coupon TEN" in text


@pytest.mark.parametrize("number", [1, 3, 30])
def test_m05_adding_costs_twelve_queries(client, member, make_offer, number, django_assert_max_num_queries):
    client.force_login(member)
    for each in range(number):
        put(client, make_offer(f"S-{each}"))
    another = make_offer("another")

    with django_assert_max_num_queries(12):
        put(client, another)
