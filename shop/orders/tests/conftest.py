from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from shop.orders import placing
from shop.orders.models import Cart, CartLine, Coupon, OrderAddress, ShippingMethod
from shop.orders.quoting import Buyer, quote


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
def make_order(make_offer):
    """make_order(email=…, user=…, language="en", quantities=(2, 1), address={…}, **offer): placed, not yet paid.

    Its offers, one for each quantity, are not shipped unless `ships` says so.
    """

    def make(*, user=None, email="buyer@example.com", language="en", quantities=(1,), address=None, **fields):
        now = timezone.now()
        cart = Cart.objects.create(changed_at=now)
        for number, quantity in enumerate(quantities):
            facts = {"ships": False, "name": f"Notebook {number}", "stock_of": 50} | fields
            offer = make_offer(f"S-{cart.pk}-{number}", **facts)
            CartLine.objects.create(
                cart=cart, offer=offer, quantity=quantity, price_seen=offer.price, currency="EUR", added_at=now
            )
        buyer = Buyer(language=language, user=user or AnonymousUser(), email=email, country="BG")
        purchase = placing.Purchase(
            checkout_key=cart.checkout_key,
            buyer=buyer,
            total=quote(cart=cart, buyer=buyer, now=now).total,
            addresses={OrderAddress.SHIPPING: address} if address else {},
        )
        return placing.place(cart_id=cart.pk, purchase=purchase, now=now)

    return make
