"""A refund that failed is ordered once more, as a new one: the provider remembers what it said to the old key."""

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from shop.orders import states
from shop.orders.failures import NotFailed
from shop.orders.models import Order
from shop.payments import held, locking, refund_plans, refunding, registry, settlement, unanswered
from shop.payments.exceptions import NotHeld, NothingToRetry, RefundRefused
from shop.payments.models import Payment, PaymentState, Refund, RefundState


def again(*, refund_id: int, user: Any, now: datetime) -> Refund:
    """The refund that takes its place, one however often it is asked for; one that waits is sent now.

    The provider is asked first: what was given up may have gone back all the same. Raises NothingToRetry, NotHeld,
    another PaymentRefused where it does not say, NotFailed, Refund.DoesNotExist.
    """
    refund = Refund.objects.select_related("payment__order").get(pk=refund_id)
    if (
        refund.state == RefundState.FAILED
        and not refund.is_put_aside
        and not Refund.objects.filter(retry_of=refund).exists()
    ):
        _ask(refund, now)
    return in_its_place(refund_id=refund_id, user=user, now=now)


@transaction.atomic
def in_its_place(*, refund_id: int, user: Any, now: datetime) -> Refund:
    """The same, by whoever knows that it has not gone back."""
    order, payment, refund = locking.locked_refund(refund_id)
    before = Refund.objects.filter(retry_of=refund).first()
    if before is not None:
        return before
    if refund.state == RefundState.WAITING:
        transaction.on_commit(partial(unanswered.send_waiting, refund.pk, now), robust=True)
        return refund
    if refund.state != RefundState.FAILED or refund.is_put_aside:
        raise NotFailed
    try:
        new = _ordered(order, payment, refund, user, now)
    except RefundRefused:
        raise NothingToRetry from None
    new.retry_of = refund
    new.save(update_fields=["retry_of"])
    return new


@transaction.atomic
def put_aside(*, refund_id: int, user: Any, now: datetime) -> None:
    """It was sorted out otherwise; the order's history says who has said so. Raises NotFailed, Refund.DoesNotExist."""
    order, _payment, refund = locking.locked_refund(refund_id)
    is_over = refund.is_put_aside or Refund.objects.filter(retry_of=refund).exists()
    if refund.state != RefundState.FAILED or is_over:
        raise NotFailed
    refund.is_put_aside = True
    refund.save(update_fields=["is_put_aside"])
    states.note(order=order, name="put_aside", now=now, user=user, facts={"what": str(refund.money)})


def _ask(refund: Refund, now: datetime) -> None:
    """What has gone back that we do not know of is written down: first a person says for what that was."""
    payment = refund.payment
    facts = registry.giving_back(payment.provider).fetch(payment)
    if facts is not None:
        settlement.settle(payment_id=payment.pk, facts=facts, now=now)
    since = payment.refunds.filter(created_at__gte=refund.created_at)
    if since.unexplained().exists() or Payment.objects.get(pk=payment.pk).refunded != payment.refunded:
        raise NotHeld


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
