"""Where orders are paid: the room above registers itself. Without it an order waits until staff say that it is paid."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shop.orders.models import Order


@dataclass(frozen=True, kw_only=True)
class Cashier:
    """`url(order)` is the page to pay on, or empty.

    `record(order, now, user, reason)` is called in the transaction in which an order becomes paid, whoever says so:
    it writes down the payment, unless that is written.
    """

    url: Callable[[Order], str]
    record: Callable[[Order, datetime, Any, str], None]


_cashiers: list[Cashier] = []


def register(cashier: Cashier) -> None:
    """Called in `AppConfig.ready`; there is one."""
    _cashiers[:] = [cashier]


def url(order: Order) -> str:
    """Where the buyer of this order pays; empty when there is nothing to pay, or nowhere."""
    return _cashiers[0].url(order) if _cashiers and order.is_waiting and order.total else ""


def record(*, order: Order, now: datetime, user: Any, reason: str) -> None:
    for cashier in _cashiers:
        cashier.record(order, now, user, reason)
