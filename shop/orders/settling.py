"""An order is paid, cancelled, or its time is over: each once, however often and in whichever order it is told."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from shop.catalogue import stock
from shop.orders import coupons, fulfilment, mailing, paying, states
from shop.orders.exceptions import TransitionRefused
from shop.orders.invoices import issuing
from shop.orders.models import Order, OrderLine, State
from shop.orders.signals import order_paid
from stoa.core import sweep
from stoa.core.money import Money

#: Orders whose time is over, in one sweep.
SWEEP_AT_MOST = 200


@transaction.atomic
def mark_paid(*, order_id: int, now: datetime, user: Any = None, reason: str = "") -> bool:
    """The money is there: what was held is sold, every line delivered, the mail owed. False when it was paid before.

    Raises OutOfStock or CouponRefused when the time was over and others have had the rest, TransitionRefused when it
    was cancelled or refunded; then nothing has happened.
    """
    order = states.locked(order_id)
    if order.is_settled:
        return False
    if not states.may_become(order, State.PAID):
        raise TransitionRefused
    lines = list(order.lines.order_by("position"))
    _sell(order, lines, now)
    _redeem_again(order, now)
    states.change(order=order, state=State.PAID, now=now, user=user, reason=reason)
    paying.record(order=order, now=now, user=user, reason=reason)
    fulfilment.deliver(order=order, lines=lines, now=now)
    if not any(line.ships for line in lines):
        states.change(order=order, state=State.COMPLETED, now=now, reason="")
    issuing.issue(order=order, now=now)
    mailing.owe(order=order, name="paid", now=now)
    transaction.on_commit(partial(order_paid.send_robust, Order, order=order))
    return True


@transaction.atomic
def mark_refunded(*, order_id: int, now: datetime, user: Any = None, reason: str = "") -> bool:
    """All the money has gone back. False when it had before. What was delivered is undone by who gives the money back.

    An order whose money came too late and was of no use is over first: what it holds goes back.
    """
    order = states.locked(order_id)
    if order.state == State.REFUNDED:
        return False
    if order.is_waiting:
        _let_go(order, now)
        states.change(order=order, state=State.EXPIRED, now=now)
    states.change(order=order, state=State.REFUNDED, now=now, user=user, reason=reason)
    return True


@transaction.atomic
def cancel(*, order_id: int, now: datetime, user: Any = None, reason: str = "") -> bool:
    """Give up an order that waits for its payment: stock and coupon go back. False when it was cancelled before.

    Raises TransitionRefused for a paid order, which is refunded instead.
    """
    order = states.locked(order_id)
    if order.state == State.CANCELLED:
        return False
    _let_go(order, now)
    states.change(order=order, state=State.CANCELLED, now=now, user=user, reason=reason)
    mailing.owe(order=order, name="cancelled", now=now)
    return True


@transaction.atomic
def expire(*, order_id: int, now: datetime) -> bool:
    """The time to pay is over: stock and coupon go back. False when there is nothing (any more) to end."""
    order = states.locked(order_id)
    if not order.is_waiting or order.expires_at > now:
        return False
    _let_go(order, now)
    states.change(order=order, state=State.EXPIRED, now=now)
    return True


def expire_due() -> None:
    """End the orders whose time is over; a job of the sweep."""
    now = timezone.now()
    due = Order.objects.filter(state=State.WAITING, expires_at__lte=now).order_by("expires_at", "pk")
    ids = due.values_list("pk", flat=True)[:SWEEP_AT_MOST]
    sweep.each("expiry of order", ids, lambda order_id: expire(order_id=order_id, now=now))


def _sell(order: Order, lines: Sequence[OrderLine], now: datetime) -> None:
    """What is held becomes sold; what is held no more is reserved again first."""
    owner_key = str(order.key)
    taken = stock.take(owner_key=owner_key, now=now)
    gone = {line.offer_id: line.quantity for line in lines if line.offer_id not in taken}
    if gone:
        stock.reserve(quantities=gone, owner_key=owner_key, until=now, now=now)
        stock.take(owner_key=owner_key, now=now)


def _redeem_again(order: Order, now: datetime) -> None:
    """When the time was over its coupon was given back: this order uses it after all. Raises CouponRefused."""
    if order.coupon_id is not None:
        coupons.redeem(
            coupon_id=order.coupon_id,
            order_key=str(order.key),
            user=order.user,
            email=order.email,
            discount=Money(order.discount, order.currency),
            now=now,
        )


def _let_go(order: Order, now: datetime) -> None:
    stock.release(owner_key=str(order.key), now=now)
    coupons.give_back(order_key=str(order.key), now=now)
