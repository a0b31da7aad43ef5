"""Parcels leave the shop: part of an order or all of it, and then the order is completed.

The order is locked first, so two people who ship at once do so one after the other, and the second sees the first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from shop.orders import mailing, states
from shop.orders.exceptions import ShipmentRefused, TransitionRefused
from shop.orders.models import Order, OrderLine, Shipment, ShipmentLine, State


@transaction.atomic
def ship(
    *,
    order_id: int,
    quantities: Mapping[int, int],
    parcels_before: int,
    carrier: str = "",
    tracking_number: str = "",
    tracking_url: str = "",
    user: Any = None,
    now: datetime,
) -> Shipment:
    """Put so many of each line (by its id; 0 is none) into a parcel, tell the buyer, move the order on.

    `parcels_before` is how many parcels whoever ships has seen: with more by now nothing is done, so the same form
    sent twice is one parcel. Raises ShipmentRefused for more than is left or nothing at all, TransitionRefused for an
    order that is not paid or already shipped, ValidationError for a tracking link that is none.
    """
    order = states.locked(order_id)
    if not may_ship(order):
        raise TransitionRefused
    if order.shipments.count() != parcels_before:
        raise ShipmentRefused
    lines = {line.pk: line for line in order.lines.order_by("position") if line.ships}
    packed = _packed(lines, quantities)
    tracking = {"tracking_number": tracking_number, "tracking_url": tracking_url}
    shipment = Shipment(order=order, carrier=carrier, shipped_at=now, **tracking)
    _pack(shipment, packed)
    _move_on(order, shipment, lines, user, now)
    mailing.owe(order=order, name="shipped", now=now, about=str(shipment.pk))
    return shipment


@transaction.atomic
def complete(*, order_id: int, now: datetime, user: Any = None, reason: str = "") -> bool:
    """Everything has arrived, or was fetched. False when it was completed before.

    Raises TransitionRefused while something is still to be shipped.
    """
    order = states.locked(order_id)
    if order.state == State.COMPLETED:
        return False
    if not may_complete(order):
        raise TransitionRefused
    states.change(order=order, state=State.COMPLETED, now=now, user=user, reason=reason)
    return True


def may_ship(order: Order) -> bool:
    """Is it paid, with something that may still leave the shop?"""
    return order.state in (State.PAID, State.PARTLY_SHIPPED)


def may_complete(order: Order) -> bool:
    """Has everything left the shop, or is it fetched there?"""
    return order.state == State.SHIPPED or (order.is_pick_up and may_ship(order))


def left(line: OrderLine) -> int:
    """How many of a line are still to be shipped; what was refunded stays here."""
    return max(line.quantity - line.shipped - line.refunded, 0) if line.ships else 0


def _packed(lines: Mapping[int, OrderLine], quantities: Mapping[int, int]) -> dict[OrderLine, int]:
    wanted = {line_id: quantity for line_id, quantity in quantities.items() if quantity != 0}
    if not wanted:
        raise ShipmentRefused
    for line_id, quantity in wanted.items():
        if line_id not in lines or not 0 < quantity <= left(lines[line_id]):
            raise ShipmentRefused
    return {lines[line_id]: quantity for line_id, quantity in wanted.items()}


def _pack(shipment: Shipment, packed: Mapping[OrderLine, int]) -> None:
    """Raises ValidationError."""
    shipment.clean_fields(exclude=["order"])
    shipment.save()
    for line, quantity in packed.items():
        ShipmentLine.objects.create(shipment=shipment, line=line, quantity=quantity)
        line.shipped += quantity
        line.save(update_fields=["shipped"])


def _move_on(order: Order, shipment: Shipment, lines: Mapping[int, OrderLine], user: Any, now: datetime) -> None:
    facts = {"shipment": shipment.pk}
    state = State.PARTLY_SHIPPED if any(left(line) for line in lines.values()) else State.SHIPPED
    if order.state == state:
        states.note(order=order, name="shipment", now=now, user=user, facts=facts)
    else:
        states.change(order=order, state=state, now=now, user=user, facts=facts)
