"""M16: what must always hold of invoices is found when it does not."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from shop.orders import settling
from shop.orders.invoices import issuing
from shop.orders.models import NumberSeries, Order, State
from stoa.core import invariants
from stoa.core.money import Money


@pytest.fixture
def credited(make_order):
    """A paid order of three, one of which was given back."""
    order, now = make_order(quantities=(3,)), timezone.now()
    settling.mark_paid(order_id=order.pk, now=now)
    nothing = Money(Decimal(0), "EUR")
    issuing.credit(order=order, lines={order.lines.get().pk: 1}, shipping=nothing, reason="", now=now, about="r-1")
    return order


@pytest.fixture
def force():
    """force("UPDATE …"): what nobody but the owner of the database can do."""
    with connection.cursor() as cursor:
        on = " ON orders_invoice" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER orders_invoice_is_frozen{on}")
        yield cursor.execute


def wrong():
    return [problem.split(": ")[-1].split(" (")[0] for problem in invariants.problems()]


def test_m16_everything_holds_after_a_credit_note(credited):
    call_command("check_invariants")


def test_m16_gap_is_found(credited):
    NumberSeries.objects.filter(name__startswith="INV").update(last=2)

    assert [problem.split(",")[0] for problem in wrong()] == ["1 numbers from 1 to 1"]


def test_m16_paid_order_without_an_invoice_is_found(make_order):
    make_order()
    Order.objects.update(state=State.PAID, paid_at=timezone.now())

    assert "is paid and has no invoice" in wrong()


def test_m16_invoice_of_an_order_that_was_never_paid_is_found(credited):
    Order.objects.update(state=State.CANCELLED)

    assert "its order was never paid" in wrong()


@pytest.mark.parametrize(
    ("kind", "problem"),
    [("invoice", "says something else than its order"), ("credit_note", "more was credited than invoiced")],
)
def test_m16_wrong_amounts_are_found(credited, force, kind, problem):
    force(f"UPDATE orders_invoice SET total = 99, net = 99 - tax WHERE kind = '{kind}'")

    assert wrong() == [problem]


def test_m16_too_many_pieces_are_found(credited, force):
    force("""UPDATE orders_invoice SET data = REPLACE(CAST(data AS text), '"quantity": 3', '"quantity": 0')""" + cast())

    assert wrong() == ["more pieces were credited than invoiced"]


def cast():
    return "::jsonb" if connection.vendor == "postgresql" else ""
