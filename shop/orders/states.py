"""The states of an order and what may follow what; the only module that changes them.

Whoever changes a state locks the order first (`locked`), and calls `change` in the same transaction.
"""

from datetime import datetime
from typing import Any

from shop.orders.exceptions import TransitionRefused
from shop.orders.models import Order, OrderEvent, State

#: {state: those that may follow}. A payment may come after the time was over, or after the buyer gave up.
TRANSITIONS: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.PAID, State.CANCELLED, State.EXPIRED}),
    State.EXPIRED: frozenset({State.PAID, State.REFUNDED, State.CANCELLED}),
    State.CANCELLED: frozenset({State.REFUNDED}),
    State.PAID: frozenset({State.PARTLY_SHIPPED, State.SHIPPED, State.COMPLETED, State.REFUNDED}),
    State.PARTLY_SHIPPED: frozenset({State.SHIPPED, State.COMPLETED, State.REFUNDED}),
    State.SHIPPED: frozenset({State.COMPLETED, State.REFUNDED}),
    State.COMPLETED: frozenset({State.REFUNDED}),
    State.REFUNDED: frozenset(),
}

#: As long as the fields for why something was done.
REASON_LENGTH = 500


def locked(order_id: int) -> Order:
    """The order as it is now, locked until the transaction ends. Raises Order.DoesNotExist."""
    return Order.objects.select_for_update(of=("self",), no_key=True).get(pk=order_id)


def may_become(order: Order, state: str) -> bool:
    """May `state` follow where the order stands?"""
    return state in TRANSITIONS[order.state]


def change(
    *, order: Order, state: str, now: datetime, user: Any = None, reason: str = "", facts: dict[str, Any] | None = None
) -> OrderEvent:
    """Let a locked order become `state` and write its history. Raises TransitionRefused."""
    if not may_become(order, state):
        raise TransitionRefused
    before, order.state = order.state, state
    if state == State.PAID:
        order.paid_at = now
    order.save(update_fields=["state", "paid_at"])
    return note(
        order=order, name="state", now=now, user=user, reason=reason, facts=facts, state_before=before, state=state
    )


def note(
    *,
    order: Order,
    name: str,
    now: datetime,
    user: Any = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
    state_before: str = "",
    state: str = "",
) -> OrderEvent:
    """Write a line of the order's history; without `state` it tells of something else. A long reason is cut."""
    return OrderEvent.objects.create(
        order=order,
        name=name,
        state_before=state_before,
        state=state,
        user=user if user is not None and user.is_authenticated else None,
        reason=reason[:REASON_LENGTH],
        facts=facts or {},
        created_at=now,
    )
