"""M08, M11, M12: what Stripe is asked is what the order costs, to the cent."""

import json
import random
import uuid
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from shop.orders.invoices import freezing
from shop.orders.invoices.frozen import Document, Seller
from shop.orders.models import Order, OrderLine
from shop.orders.pricing import price
from shop.orders.tests.carts import random_cart
from shop.payments.models import Payment
from shop.payments.sandbox.server import sessions
from shop.payments.sandbox.server.books import Books
from shop.payments.stripe import amounts, asking
from stoa.core.money import Money

UNTIL = datetime(2099, 1, 1, tzinfo=UTC)


def order_of(cart):
    """An order as it would be placed, not stored."""
    costs = price(**cart)
    order = Order(
        number="26-000001",
        language="en",
        currency=costs.currency,
        prices_include_tax=costs.prices_include_tax,
        subtotal=costs.subtotal,
        discount=costs.discount,
        shipping=costs.shipping,
        shipping_percent=costs.delivery.percent if costs.delivery else 0,
        shipping_tax=costs.shipping_tax,
        tax=costs.tax,
        total=costs.total,
        email="ada@example.org",
        coupon_code="TEN",
    )
    copied = ("quantity", "unit", "price", "discount", "percent", "net", "tax", "total")
    lines = [
        OrderLine(name=f"Thing {line.key}", **{name: getattr(line, name) for name in copied}) for line in costs.lines
    ]
    return order, lines


def invoiced(order, lines):
    """(total, tax) of the invoice that is frozen from this order."""
    frozen = tuple(freezing._line(line, order.currency) for line in lines)
    empty = Document(
        order_number="",
        placed_at="",
        paid_at="",
        paper="A4",
        prices_include_tax=order.prices_include_tax,
        seller=Seller(name="Shop"),
        lines=frozen,
        shipping=freezing._shipping(order),
        coupon_code="",
    )
    # As it is read back from its row.
    sums = Document.from_json(json.loads(json.dumps(empty.to_json(), cls=DjangoJSONEncoder))).sums
    return sums.total, sums.tax


def asked(order, lines):
    """The total that Stripe reckons from our parameters."""
    attempt = Payment(order=order, attempt=1, key=uuid.uuid4())
    books = Books()
    if order.discount:
        sessions.make_coupon(books, _as_sent(asking.coupon_of(order, attempt)))
    return sessions.make(books, _as_sent(asking.session_of(order, attempt, lines)))


def _as_sent(value):
    """Everything arrives as text."""
    if isinstance(value, dict):
        return {name: _as_sent(each) for name, each in value.items()}
    return [_as_sent(each) for each in value] if isinstance(value, list) else str(value)


@pytest.mark.once
def test_m08_ten_thousand_random_carts_are_invoiced_and_asked_to_the_cent(settings):
    settings.ROOT_URLCONF = "stoa.urls"
    chance, wrong, number = random.Random(5), [], 0

    while number < 10_000:
        order, lines = order_of(random_cart(chance))
        money = Money(order.total, order.currency)
        if invoiced(order, lines) != (order.total, order.tax):
            wrong.append((money, "invoice"))
        if not amounts.can_be_asked(money) or amounts.to_units(money) < sessions.LEAST:
            continue
        number += 1
        session = asked(order, lines)
        if amounts.from_units(session["amount_total"], session["currency"]) != money:
            wrong.append((money, session["amount_total"]))

    assert wrong == []


def test_m12_discount_shipping_and_tax_are_shown_each(settings):
    order = Order(
        number="26-000001",
        language="en",
        currency="EUR",
        prices_include_tax=False,
        subtotal=Decimal(30),
        discount=Decimal(3),
        shipping=Decimal(5),
        shipping_tax=Decimal(1),
        tax=Decimal("6.40"),
        total=Decimal("38.40"),
        shipping_name="Parcel",
        coupon_code="TEN",
    )
    lines = [OrderLine(name="Lamp", label="small", quantity=3, unit=Decimal(10), price=Decimal(30))]

    session = asked(order, lines)

    assert session["amount_total"] == 3840
    assert session["total_details"] == {"amount_discount": 300, "amount_shipping": 500, "amount_tax": 0}
    assert [(item["name"], item["quantity"], item["amount_total"]) for item in session["sandbox"]["items"]] == [
        ("Lamp, small", 3, 3000),
        ("Tax", 1, 640),
    ]


def test_m11_session_says_for_whom_and_in_which_language():
    order = Order(
        number="26-000001",
        language="es",
        currency="EUR",
        prices_include_tax=True,
        subtotal=Decimal(10),
        tax=Decimal(2),
        shipping=Decimal(0),
        discount=Decimal(0),
        total=Decimal(10),
        email="ada@example.org",
    )
    attempt = Payment(order=order, attempt=1, expires_at=UNTIL)
    lines = [OrderLine(name="Lámpara", quantity=1, unit=Decimal(10), price=Decimal(10))]

    found = asking.session_of(order, attempt, lines)

    assert found["locale"] == "es"
    assert found["customer_email"] == "ada@example.org"
    assert found["client_reference_id"] == str(order.key)
    assert found["metadata"] == {"order": "26-000001", "order_key": str(order.key), "payment": str(attempt.key)}
    assert found["payment_intent_data"]["metadata"] == found["metadata"]
    assert found["expires_at"] == int(UNTIL.timestamp())
    assert found["success_url"].startswith("http://testserver/es/")
    assert asking.session_of(order, attempt, lines) == found


def test_more_lines_than_stripe_takes_become_one():
    order = Order(
        number="1",
        language="en",
        currency="EUR",
        prices_include_tax=True,
        subtotal=Decimal(150),
        tax=Decimal(0),
        shipping=Decimal(0),
        discount=Decimal(0),
        total=Decimal(150),
    )
    lines = [OrderLine(name=f"Pin {n}", quantity=1, unit=Decimal(1), price=Decimal(1)) for n in range(150)]

    session = asked(order, lines)

    assert (len(session["sandbox"]["items"]), session["amount_total"]) == (99, 15_000)


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [("12.50", "EUR", 1250), ("1250", "JPY", 1250), ("12.500", "KWD", 12_500), ("5", "ISK", 500), ("5", "RSD", 500)],
)
def test_amounts_are_in_units_of_stripe(amount, currency, units):
    money = Money(Decimal(amount), currency)

    assert amounts.to_units(money) == units
    assert amounts.from_units(units, currency.lower()) == money


def test_half_cents_are_not_asked():
    assert amounts.can_be_asked(Money(Decimal("1.005"), "EUR")) is False
    assert amounts.can_be_asked(Money(Decimal("5.124"), "KWD")) is False
    with pytest.raises(ValueError, match="no whole number"):
        amounts.to_units(Money(Decimal("1.005"), "EUR"))
