"""M08, M16: whatever is in the cart, order = invoice = sum of its credit notes, to the cent."""

from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.orders.exceptions import CreditRefused
from shop.orders.invoices import issuing
from shop.orders.invoices.crediting import credit_of
from shop.orders.invoices.frozen import Amounts, Document, FrozenLine, Seller
from shop.orders.models import Invoice, Order, OrderLine, State
from shop.orders.pricing import price
from shop.orders.tests.carts import carts, random_cart
from stoa.core.money import Money

COLUMNS = Amounts._fields


def invoice_of(priced):
    """The document of a cart that was priced, without a database."""
    lines = tuple(
        FrozenLine(
            line=number,
            name=line.key,
            sku=line.key,
            quantity=line.quantity,
            unit=line.unit,
            percent=line.percent,
            amounts=Amounts(line.price, line.discount, line.net, line.tax, line.total),
        )
        for number, line in enumerate(priced.lines)
    )
    freight = priced.delivery
    shipping = None
    if freight is not None and freight.price:
        amounts = Amounts(freight.price, Decimal(0), freight.net, freight.tax, freight.total)
        shipping = FrozenLine(
            line=None, name="Post", sku="", quantity=1, unit=freight.price, percent=freight.percent, amounts=amounts
        )
    return Document(
        order_number="26-1",
        placed_at="",
        paid_at="",
        paper="A4",
        prices_include_tax=priced.prices_include_tax,
        seller=Seller(name="Shop"),
        lines=lines,
        shipping=shipping,
        coupon_code="",
    )


def credits_of(invoice, random, currency):
    """Credit notes by chance until nothing is left."""
    notes, left = [], {line.line: line.quantity for line in invoice.lines}
    freight = invoice.shipping.amounts.total if invoice.shipping else Decimal(0)
    while any(left.values()) or freight:
        lines = {number: random.randint(0, quantity) for number, quantity in left.items()}
        part = random.choice([Decimal(0), freight, min(freight, Decimal(1))])
        if not any(lines.values()) and not part:
            continue
        found, shipping = credit_of(invoice, notes, lines, Money(part, currency))
        notes.append(
            Document(**{**vars(invoice), "lines": found, "shipping": shipping, "credited": "INV-1", "credited_at": ""})
        )
        left = {number: left[number] - quantity for number, quantity in lines.items()}
        freight -= part
    return notes


def check(invoice, notes, currency):
    for line in invoice.lines:
        parts = [other.amounts for note in notes for other in note.lines if other.line == line.line]
        assert [sum(column) for column in zip(*parts, strict=True)] == list(line.amounts)
    assert all(amount >= 0 for note in notes for part in note.parts for amount in part.amounts)
    assert all(part.amounts.net + part.amounts.tax == part.amounts.total for note in notes for part in note.parts)
    for column in ("net", "tax", "total"):
        assert sum(getattr(note.sums, column) for note in notes) == getattr(invoice.sums, column)
    with pytest.raises(CreditRefused):
        credit_of(invoice, notes, {invoice.lines[0].line: 1}, Money(Decimal(0), currency))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(carts(), st.integers(0, 1000))
def test_m16_credit_notes_are_the_invoice(cart, seed):
    priced = price(**cart)
    invoice = invoice_of(priced)

    notes = credits_of(invoice, Random(seed), priced.currency)

    assert (invoice.sums.total, invoice.sums.tax) == (priced.total, priced.tax)
    check(invoice, notes, priced.currency)


def test_m16_two_thousand_carts_are_credited_to_the_cent():
    random = Random(16)

    for _cart in range(2_000):
        priced = price(**random_cart(random))
        invoice = invoice_of(priced)
        check(invoice, credits_of(invoice, random, priced.currency), priced.currency)


def write(priced, offers):
    """The order of a cart that was priced."""
    freight, now = priced.delivery, timezone.now()
    order = Order.objects.create(
        number=f"T-{Order.objects.count()}",
        state=State.PAID,
        language="en",
        currency=priced.currency,
        prices_include_tax=priced.prices_include_tax,
        subtotal=priced.subtotal,
        discount=priced.discount,
        shipping=priced.shipping,
        shipping_percent=freight.percent if freight else 0,
        shipping_tax=priced.shipping_tax,
        tax=priced.tax,
        total=priced.total,
        placed_at=now,
        expires_at=now,
        paid_at=now,
    )
    copied = ("quantity", "listed", "unit", "price", "discount", "percent", "net", "tax", "total")
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            offer=offer,
            position=number,
            kind="goods",
            translation_key=offer.translation_key,
            name=line.key,
            sku=line.key,
            ships=False,
            tax_class="standard",
            **{name: getattr(line, name) for name in copied},
        )
        for number, (line, offer) in enumerate(zip(priced.lines, offers, strict=False))
    )
    order.refresh_from_db()
    return order


def test_m16_two_hundred_orders_are_their_invoices_and_credit_notes(make_offer):
    random, offers = Random(5), [make_offer(f"S-{number}") for number in range(7)]

    for number in range(200):
        order = write(price(**random_cart(random)), offers)
        invoice = issuing.issue(order=order, now=order.paid_at)
        if invoice is None:
            continue
        shipping = order.shipping if order.prices_include_tax else order.shipping + order.shipping_tax
        quantities = dict(order.lines.values_list("pk", "quantity"))
        issuing.credit(
            order=order,
            lines=quantities,
            shipping=Money(shipping, order.currency),
            reason="",
            now=order.paid_at,
            about=f"r-{number}",
        )

    for order in Order.objects.exclude(total=0):
        totals = list(Invoice.objects.filter(order=order).values_list("total", "tax"))
        assert totals == [(order.total, order.tax)] * 2
