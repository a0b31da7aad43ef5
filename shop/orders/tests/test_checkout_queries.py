"""Issue 5: what sending each step of the checkout costs, however much is in the cart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shop.catalogue import stock
from shop.catalogue.models import Offer, StockReason
from shop.orders.models import Cart, Order, ShippingMethod
from shop.orders.tests.checkouts import ADDRESS, CONTACT, agreed
from stoa.accounts.models import User

#: Sending the review places the order, whatever is in the cart, and however much. Read before: the session, a member's
#: user, cart, pages, coupon. Then in one transaction (2): the cart is taken and emptied (2), goods locked, what expired
#: of them looked for, reserved, in the ledger and held (5), the coupon locked, its uses read, counted and used (4), a
#: number, the order, lines, addresses, history and mail (6). A guest's session is saved. Not counted: what a process
#: reads once and keeps (rates, ways of delivery, what is few), and one more each for a coupon for some categories, for
#: reservations that expired, and where pages say something else now that fewer are left.
PLACING = 24
BILLING = {"billing-name": "Ada", "billing-street": "Calle 1", "billing-postcode": "28001", "billing-city": "Madrid"}


@pytest.fixture(params=["guest", "member"])
def buyer(request, client, db):
    if request.param == "member":
        client.force_login(User.objects.create_user("mia@example.org", "pw"))
    return client


@pytest.fixture
def cost(buyer, make_product, make_category, make_method, make_coupon):
    """cost(30): {step: queries of sending it} for a cart of so many lines, a coupon, delivery and another address."""

    def send(step, **data):
        with CaptureQueriesContext(connection) as queries:
            answer = buyer.post(reverse(f"checkout_{step}"), data)
        assert answer.status_code == 302, step
        return len(queries)

    def walk(lines):
        make_method("Post", "BG,ES", [(None, 0, 5)])
        make_method("Courier", "BG,ES", [(None, 0, 9)])
        make_coupon("TEN", limit_total=5, limit_per_customer=3)
        paper = [make_category("Paper")]
        for number in range(lines):
            variants = [{"value_1": "small", "sku": f"N-{number}", "opening_stock": 50}]
            make_product(f"Notebook {number}", option_1="Size", categories=paper, variants=variants)
        for offer in Offer.objects.order_by("pk"):
            buyer.post(reverse("cart_add"), {"offer": offer.pk, "quantity": 2})
            # As in a process that has served for a while, which knows what the shops call few.
            stock.adjust(offer_id=offer.pk, change=1, reason=StockReason.DELIVERED, user=None)
        Cart.objects.update(coupon_code="TEN")
        found = {
            "contact": send("contact", **CONTACT, wants_invoice="on"),
            "address": send("address", **ADDRESS, **BILLING, **{"billing-country": "ES"}),
            "delivery": send("delivery", method=ShippingMethod.objects.get(name="Post").pk),
        }
        return found | {"review": send("review", **agreed(buyer.get(reverse("checkout_review"))))}

    return walk


@pytest.mark.parametrize("lines", [1, 30])
def test_m09_sending_a_step_costs_under_25_queries(cost, lines):
    found = cost(lines)

    placing = found.pop("review")
    assert {step: number for step, number in found.items() if number >= 25} == {}
    assert placing <= PLACING
    order = Order.objects.get()
    assert (order.lines.count(), order.addresses.count()) == (lines, 2)
