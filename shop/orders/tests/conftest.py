from decimal import Decimal

import pytest

from shop.orders.models import Coupon, ShippingMethod


@pytest.fixture
def make_coupon(db):
    """A function that makes a coupon: make_coupon("WELCOME10", value=10)."""

    def make(code="WELCOME10", **fields):
        return Coupon.objects.create(**{"code": code, "value": Decimal(10)} | fields)

    return make


@pytest.fixture
def make_method(db):
    """A function that makes a shipping method: make_method("Post", "BG,ES", [(up to grams, from amount, price)])."""

    def make(name="Post", countries="", bands=((None, 0, 5),), **fields):
        method = ShippingMethod(name=name, countries=countries.split(","), **fields)
        for weight, amount, price in bands:
            method.bands.create(up_to_weight=weight, from_amount=Decimal(amount), price=Decimal(price))
        method.save()
        return method

    return make
