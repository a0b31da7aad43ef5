"""The payment of an order that becomes paid: written down in the same transaction, whoever says that it is paid."""

from datetime import datetime
from typing import Any

from shop.orders.models import Order
from shop.payments import registry
from shop.payments.models import Payment, PaymentState


def record(order: Order, now: datetime, user: Any, reason: str) -> None:
    """Unless the payment is written: an attempt by bank transfer has come, or one that nobody had begun."""
    if not order.total or order.payments.filter(state=PaymentState.SETTLED).exists():
        return
    # Who says so by hand has seen the money on the account.
    by_hand = registry.by_hand()
    payment = order.payments.filter(provider__in=by_hand, state=PaymentState.OPEN).first() or new_attempt(
        order=order, provider=by_hand[0], now=now
    )
    payment.state, payment.settled_at, payment.reason = PaymentState.SETTLED, now, reason
    payment.user = user if user is not None and user.is_authenticated else None
    payment.save()


def way_of(order: Order) -> str:
    """In which way it was paid, in words of the active language. One query."""
    settled = order.payments.filter(state=PaymentState.SETTLED)
    name = settled.values_list("provider", flat=True).first()
    return registry.label(name) if name else ""


def new_attempt(*, order: Order, provider: str, now: datetime) -> Payment:
    """The next attempt to pay a locked order; not saved."""
    attempt = order.payments.count() + 1
    return Payment(
        order=order, provider=provider, attempt=attempt, amount=order.total, currency=order.currency, created_at=now
    )
