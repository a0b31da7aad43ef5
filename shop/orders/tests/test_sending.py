"""Parcels: part of an order or all of it."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shop.orders import sending, settling
from shop.orders.exceptions import ShipmentRefused, TransitionRefused
from shop.orders.models import OrderMail, Shipment, ShipmentLine, State
from stoa.core.tests.racing import COMMITTING, race


@pytest.fixture
def paid(make_order, make_method):
    """paid(3, 1): a paid order of goods, so many of each line."""
    make_method("Post", "BG")

    def make(*quantities, **fields):
        order = make_order(quantities=quantities, **({"ships": True, "weight": 100} | fields))
        settling.mark_paid(order_id=order.pk, now=timezone.now())
        return order

    return make


def ship(order, *quantities, **facts):
    """So many of the first, the second, … line."""
    lines = order.lines.order_by("position").values_list("pk", flat=True)
    wanted = dict(zip(lines, quantities, strict=False))
    facts = {"parcels_before": order.shipments.count()} | facts
    return sending.ship(order_id=order.pk, quantities=wanted, now=timezone.now(), **facts)


def state_of(order):
    order.refresh_from_db()
    return order.state


def test_m17_parcels_lead_from_paid_to_shipped_with_a_mail_each(paid):
    order = paid(3, 1)

    first = ship(order, 2, 0, carrier="Speedy", tracking_url="https://speedy.example/1")
    after_first = state_of(order)
    ship(order, 1)
    after_second = state_of(order)
    third = ship(order, 0, 1)

    assert (after_first, after_second, state_of(order)) == (State.PARTLY_SHIPPED, State.PARTLY_SHIPPED, State.SHIPPED)
    assert list(order.lines.order_by("position").values_list("shipped", flat=True)) == [3, 1]
    mails = OrderMail.objects.filter(order=order, name="shipped").order_by("pk")
    assert (mails.count(), mails[0].about, mails[2].about) == (3, str(first.pk), str(third.pk))
    assert list(order.events.order_by("pk").values_list("name", "state")) == [
        ("placed", State.WAITING),
        ("state", State.PAID),
        ("state", State.PARTLY_SHIPPED),
        ("shipment", ""),
        ("state", State.SHIPPED),
    ]


@pytest.mark.parametrize("quantities", [(), (0, 0), (4, 0), (-1, 1), (1, 2)])
def test_m17_a_parcel_holds_something_and_no_more_than_is_left(paid, quantities):
    order = paid(3, 1)

    with pytest.raises(ShipmentRefused):
        ship(order, *quantities)

    assert (Shipment.objects.count(), state_of(order)) == (0, State.PAID)


def test_m17_a_foreign_line_and_a_download_are_not_shipped(paid):
    order, other = paid(1), paid(1)
    foreign = other.lines.get().pk

    with pytest.raises(ShipmentRefused):
        sending.ship(order_id=order.pk, quantities={foreign: 1}, parcels_before=0, now=timezone.now())
    order.lines.update(ships=False)
    with pytest.raises(ShipmentRefused):
        ship(order, 1)


def test_m17_what_was_refunded_stays_here(paid):
    order = paid(3)
    order.lines.update(refunded=1)

    with pytest.raises(ShipmentRefused):
        ship(order, 3)
    ship(order, 2)

    assert state_of(order) == State.SHIPPED


def test_m17_only_a_paid_order_is_shipped(make_order, paid):
    waiting, done = make_order(ships=True), paid(1)
    ship(done, 1)

    for order in (waiting, done):
        with pytest.raises(TransitionRefused):
            ship(order, 1)


def test_m17_the_same_form_sent_twice_is_one_parcel(paid):
    order = paid(3)
    ship(order, 1, parcels_before=0)

    with pytest.raises(ShipmentRefused):
        ship(order, 1, parcels_before=0)

    assert ShipmentLine.objects.count() == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "speedy", "https://" + "a" * 600])
def test_m17_a_tracking_link_is_a_link(paid, link):
    order = paid(1)

    with pytest.raises(ValidationError):
        ship(order, 1, tracking_url=link)

    assert (Shipment.objects.count(), state_of(order)) == (0, State.PAID)


def test_m17_order_is_completed_once_and_when_all_is_shipped(paid):
    order = paid(2)
    ship(order, 1)

    with pytest.raises(TransitionRefused):
        sending.complete(order_id=order.pk, now=timezone.now())
    ship(order, 1)
    answers = [sending.complete(order_id=order.pk, now=timezone.now()) for _ in range(2)]

    assert (answers, state_of(order)) == ([True, False], State.COMPLETED)


def test_m17_what_is_fetched_is_completed_without_a_parcel(paid):
    order = paid(1)
    type(order).objects.update(is_pick_up=True)

    sending.complete(order_id=order.pk, now=timezone.now())

    assert state_of(order) == State.COMPLETED


@COMMITTING
def test_m17_twenty_who_ship_at_once_ship_what_there_is(paid, tmp_path):
    order = paid(3)
    line = order.lines.get()

    answers = race("shop.orders.tests.buyers:ship_one", [f"{order.pk} {line.pk}"] * 20, tmp_path)

    line.refresh_from_db()
    assert Counter(answers) == {"shipped": 3, "TransitionRefused": 17}
    assert (line.shipped, ShipmentLine.objects.count(), state_of(order)) == (3, 3, State.SHIPPED)
