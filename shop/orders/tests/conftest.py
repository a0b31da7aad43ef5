from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from shop.catalogue import files
from shop.catalogue.models import Offer, OfferFile
from shop.orders import settling
from shop.orders.models import Coupon, ShippingMethod
from shop.orders.tests.downloaders import BYTES
from stoa.accounts.models import User


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


@pytest.fixture
def make_file(db):
    """make_file(offer, …, name="plan.pdf", content=b"…")."""

    def make(*offers, name="plan.pdf", content=BYTES, title="Plan"):
        row = OfferFile(title=title)
        files.put(row=row, upload=ContentFile(content, name=name), now=timezone.now())
        row.offers.set(offers)
        return row

    return make


@pytest.fixture
def bought(make_order, make_file):
    """bought(quantity=1, user=…): a paid order of a download with a file."""

    def make(quantity=1, *, is_paid=True, **facts):
        order = make_order(quantities=(quantity,), kind=Offer.DOWNLOAD, **facts)
        make_file(order.lines.get().offer)
        if is_paid:
            settling.mark_paid(order_id=order.pk, now=timezone.now())
            order.refresh_from_db()
        return order

    return make


@pytest.fixture
def mia(client, db):
    user = User.objects.create_user("mia@example.org", "pw")
    client.force_login(user)
    return user


@pytest.fixture
def goods(client, make_offer, make_method):
    """A visitor with two notebooks in the cart, and two ways of delivery to three countries."""
    make_method("Post", "BG,ES,US", [(2000, 0, 5)])
    make_method("Courier", "BG,ES", [(None, 0, 9)])
    offer = make_offer(stock_of=5, weight=300)
    client.post(reverse("cart_add"), {"offer": offer.pk, "quantity": 2})
    return offer
