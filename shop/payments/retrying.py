"""A refund that failed is ordered once more, as a new one: the provider remembers what it said to the old key."""

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from shop.orders.models import Order
from shop.payments import held, locking, refund_plans, refunding
from shop.payments.exceptions import RefundRefused
from shop.payments.models import Payment, PaymentState, Refund, RefundState


@transaction.atomic
def again(*, refund_id: int, user: Any, now: datetime) -> Refund:
    """The refund that takes its place, one however often it is asked for; one that waits is sent now.

    Raises PaymentRefused when there is nothing (any more) to give back for it, Refund.DoesNotExist.
    """
    order, payment, refund = locking.locked_refund(refund_id)
    before = Refund.objects.filter(retry_of=refund).first()
    if before is not None:
        return before
    if refund.state == RefundState.WAITING:
        transaction.on_commit(partial(refunding.send_waiting, refund.pk, refund.created_at, now), robust=True)
        return refund
    if refund.state != RefundState.FAILED:
        raise RefundRefused
    new = _ordered(order, payment, refund, user, now)
    new.retry_of = refund
    new.save(update_fields=["retry_of"])
    return new


def put_aside(refund_id: int) -> None:
    """It was sorted out otherwise."""
    Refund.objects.filter(pk=refund_id, state=RefundState.FAILED).update(is_put_aside=True)


def _ordered(order: Order, payment: Payment, failed: Refund, user: Any, now: datetime) -> Refund:
    if failed.is_return:
        if payment.state != PaymentState.HELD:
            raise RefundRefused
        held.give_back(payment_id=payment.pk, seen=payment.left, user=user, now=now)
        return payment.refunds.latest("pk")
    if failed.is_surplus:
        amount = min(failed.amount, refund_plans.surplus_left(payment))
        if amount <= 0:
            raise RefundRefused
        return refunding.return_surplus(order=order, payment=payment, amount=amount, user=user, now=now)
    quantities = dict(failed.lines.values_list("line_id", "quantity"))
    plan = refund_plans.plan(order, payment, quantities, with_shipping=bool(failed.shipping))
    return refunding.order_refund(
        plan=plan,
        key=uuid.uuid4(),
        reason=failed.reason,
        gives_stock_back=failed.gives_stock_back,
        user=user,
        now=now,
    )
