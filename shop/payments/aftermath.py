"""What follows from a refund that the provider has taken, all of it in one transaction."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Sum

from shop.catalogue import stock
from shop.catalogue.models.stock import StockReason
from shop.orders import fulfilment, mailing, sending, settling, states
from shop.orders.invoices import issuing
from shop.orders.models import Order, State
from shop.orders.signals import order_refunded
from shop.payments.models import Payment, PaymentState, Refund, RefundLine, RefundState
from stoa.core.money import Money

#: What an order becomes when all that was still to be shipped is given back.
AFTER_THE_REST: dict[str, State] = {State.PARTLY_SHIPPED: State.SHIPPED, State.PAID: State.COMPLETED}


def lock_goods(refunds: Collection[Refund]) -> None:
    """The goods of all of them, before the first takes the numbers of credit notes, which are the last lock of all."""
    parts = RefundLine.objects.filter(refund__in=refunds, refund__gives_stock_back=True)
    stock.lock(parts.values_list("line__offer_id", flat=True))


def follow(*, order: Order, payment: Payment, refund: Refund, reference: str, now: datetime) -> None:
    """All three are locked. Called once for a refund: whoever calls has looked at its state."""
    refund.state, refund.done_at, refund.error = RefundState.DONE, now, ""
    refund.reference = reference or refund.reference
    refund.save()
    is_all = payment.refunded >= payment.amount and not payment.refunds.filter(state=RefundState.WAITING).exists()
    was_used = payment.state == PaymentState.SETTLED
    if is_all:
        payment.state = PaymentState.REFUNDED
        payment.save(update_fields=["state"])
    if was_used:
        _take_back(order, refund, now)
        _credit(order, refund, now)
    _move_on(order, refund, is_over=is_all, was_used=was_used, now=now)
    mailing.owe(order=order, name="refunded", now=now, about=str(refund.key))


def explain(*, order: Order, payment: Payment, refund: Refund, now: datetime) -> None:
    """What follows when somebody has said for what a refund was that is done. All three are locked; called once."""
    _take_back(order, refund, now)
    is_credited = _credit(order, refund, now)
    if payment.state == PaymentState.SETTLED:
        _move_on(order, refund, is_over=False, was_used=True, now=now)
    if is_credited:
        mailing.owe(order=order, name="credited", now=now, about=str(refund.key))


def _take_back(order: Order, refund: Refund, now: datetime) -> None:
    """Deliveries of lines that are given back whole are undone; goods go into stock if that was wanted."""
    parts = list(refund.lines.filter(quantity__gt=0).select_related("line").order_by("line__position"))
    waiting = _waiting(order)
    whole = [part.line for part in parts if part.line.refunded - waiting.get(part.line_id, 0) == part.line.quantity]
    fulfilment.undo(order=order, lines=whole, now=now)
    if refund.gives_stock_back:
        for part in sorted(parts, key=lambda part: part.line.offer_id):
            stock.give_back(
                offer_id=part.line.offer_id,
                quantity=part.quantity,
                reason=StockReason.RETURNED,
                user=refund.user,
                owner_key=str(order.key),
            )
    transaction.on_commit(partial(order_refunded.send_robust, Order, order=order, lines=[part.line for part in parts]))


def _credit(order: Order, refund: Refund, now: datetime) -> bool:
    """Is there a credit note? None yet for what was ordered at the provider: staff are asked for which goods it was."""
    quantities = dict(refund.lines.values_list("line_id", "quantity"))
    amounts = dict(refund.lines.values_list("line_id", "amount"))
    if not quantities and not refund.shipping:
        return False
    note = issuing.credit(
        order=order,
        lines=quantities,
        amounts=amounts,
        shipping=Money(refund.shipping, refund.currency),
        reason=refund.reason,
        now=now,
        about=str(refund.key),
    )
    return note is not None


def _move_on(order: Order, refund: Refund, *, is_over: bool, was_used: bool, now: datetime) -> None:
    """The order is refunded when nothing of its money is left here, also when that could never be used."""
    order.refresh_from_db()
    if is_over and (was_used or (not order.is_settled and not _is_awaited(order, now))):
        settling.mark_refunded(order_id=order.pk, now=now, user=refund.user, reason=refund.reason)
        return
    if was_used and order.state in AFTER_THE_REST and _is_all_sent(order):
        states.change(order=order, state=AFTER_THE_REST[order.state], now=now, user=refund.user)


def _is_awaited(order: Order, now: datetime) -> bool:
    """Does it still wait for another payment?"""
    return order.is_waiting and order.expires_at > now


def _is_all_sent(order: Order) -> bool:
    """Is nothing to be shipped any more, also if what is on its way back fails?"""
    waiting = _waiting(order)
    return not any(sending.left(line) or (line.ships and waiting.get(line.pk)) for line in order.lines.all())


def _waiting(order: Order) -> dict[int, int]:
    """{line id: pieces} whose money is on its way back: that may still fail."""
    found = RefundLine.objects.filter(refund__payment__order=order, refund__state=RefundState.WAITING)
    return dict(found.order_by("line").values_list("line").annotate(Sum("quantity")))
