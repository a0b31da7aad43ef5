"""Where orders are paid: the room above registers itself. Without it an order waits until staff say that it is paid."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shop.orders.models import Order
from stoa.core.money import Money


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """What a buyer needs who sends the money themselves. `account` has a holder, an iban, a bic and a bank."""

    account: Mapping[str, str]
    reference: str
    money: Money


@dataclass(frozen=True, kw_only=True)
class GivenBack:
    """What of an order's money the buyer has back, and what is on its way to them."""

    done: Money
    under_way: Money


@dataclass(frozen=True, kw_only=True)
class Cashier:
    """`url(order)` is the page to pay on, or empty; `transfer(order)` what is expected by bank transfer, or None.

    `given_back(order)` and `way(order)`, how it was paid in words, are asked of orders that have been paid.
    `record(order, now, user, reason)` is called in the transaction in which an order becomes paid, whoever says so:
    it writes down the payment, unless that is written.
    """

    url: Callable[[Order], str]
    transfer: Callable[[Order], Transfer | None]
    given_back: Callable[[Order], GivenBack]
    way: Callable[[Order], str]
    record: Callable[[Order, datetime, Any, str], None]


_cashiers: list[Cashier] = []


def register(cashier: Cashier) -> None:
    """Called in `AppConfig.ready`; there is one."""
    _cashiers[:] = [cashier]


def url(order: Order) -> str:
    """Where the buyer of this order pays; empty when there is nothing to pay, or nowhere."""
    return _cashiers[0].url(order) if _cashiers and order.is_waiting and order.total else ""


def transfer(order: Order) -> Transfer | None:
    """What its buyer has chosen to send by bank transfer, while the order waits for it."""
    return _cashiers[0].transfer(order) if _cashiers and order.is_waiting else None


def given_back(order: Order) -> GivenBack | None:
    """None of an order that was never paid."""
    return _cashiers[0].given_back(order) if _cashiers and order.paid_at else None


def way(order: Order) -> str:
    """How a paid order was paid, in words of the active language; empty where nobody knows."""
    return _cashiers[0].way(order) if _cashiers else ""


def record(*, order: Order, now: datetime, user: Any, reason: str) -> None:
    for cashier in _cashiers:
        cashier.record(order, now, user, reason)
