"""Money goes back: written under the lock of its order, sent to the provider after commit, done once.

A refund that is written counts at once, so that two at a time never give back more than was paid. When the provider
has taken it, everything that follows happens in one transaction (`aftermath`).
"""

import logging
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.orders import states
from shop.orders.models import Order, OrderLine
from shop.payments import aftermath, locking, outages, registry, telling, waiting
from shop.payments.base import Refunded
from shop.payments.exceptions import ProviderAway, ProviderRefuses, ProviderUnknown, RefundRefused
from shop.payments.models import Payment, PaymentState, Refund, RefundLine, RefundState
from shop.payments.refund_plans import Plan, remaining, surplus_left
from stoa.core.money import Money

#: As long as the fields for what went wrong.
ERROR_LENGTH = 500
SENT_BACK = _("the buyer's bank has sent it back")

logger = logging.getLogger(__name__)


@transaction.atomic
def order_refund(*, plan: Plan, key: UUID, reason: str, gives_stock_back: bool, user: Any, now: datetime) -> Refund:
    """Give back what is planned; the same `key` again is the same refund.

    Raises RefundRefused when it is no longer what may be given back.
    """
    order, payment = locking.locked(plan.payment.pk)
    before = Refund.objects.filter(key=key).first()
    if before is not None and before.payment_id == payment.pk:
        return before
    if before is not None or payment.state != PaymentState.SETTLED or plan.renewed() != plan:
        raise RefundRefused
    refund = Refund(
        payment=payment,
        key=key,
        amount=plan.money.amount,
        currency=payment.currency,
        shipping=plan.shipping,
        reason=reason,
        gives_stock_back=gives_stock_back,
        user=user,
        created_at=now,
    )
    _write(refund, {part.line: (part.quantity, part.amount) for part in plan.parts})
    states.note(order=order, name="refund", now=now, user=user, reason=reason, facts={"amount": str(refund.money)})
    return refund


def return_payment(*, order: Order, payment: Payment, reason: str, now: datetime, user: Any = None) -> Refund:
    """All that is left of a payment that cannot be used goes back. Order and payment are locked."""
    payment.state, payment.settled_at, payment.reason = PaymentState.RETURNING, payment.settled_at or now, reason
    payment.save(update_fields=["state", "settled_at", "reason"])
    facts = {"amount": payment.left.amount, "currency": payment.currency, "reason": reason, "created_at": now}
    refund = Refund(payment=payment, is_return=True, user=user, **facts)
    _write(refund, {})
    states.note(order=order, name="refund", now=now, user=user, reason=reason, facts={"amount": str(refund.money)})
    return refund


def return_surplus(*, order: Order, payment: Payment, amount: Decimal, user: Any, now: datetime) -> Refund:
    """What came above what the order costs goes back. Order and payment are locked."""
    facts = {"amount": amount, "currency": payment.currency, "user": user, "created_at": now}
    refund = Refund(payment=payment, is_surplus=True, **facts)
    _write(refund, {})
    why = telling.in_words(_("more than the order costs"))
    states.note(order=order, name="refund", now=now, user=user, reason=why, facts={"amount": str(refund.money)})
    return refund


@transaction.atomic
def note_sent(*, refund_id: int, user: Any, now: datetime) -> bool:
    """Somebody has sent the transfer of a refund that goes by hand. False when there is nothing to send (any more)."""
    order, _payment, _refund = locking.locked_refund(refund_id)
    to_send = Refund.objects.to_send(registry.by_hand()).filter(pk=refund_id)
    refund = to_send.first()
    if refund is None:
        return False
    to_send.update(sent_at=now)
    states.note(order=order, name="transfer_sent", now=now, user=user, facts={"amount": str(refund.money)})
    return True


def note_given_back(*, order: Order, payment: Payment, total: Money, now: datetime) -> None:
    """At the provider `total` has gone back: what we did not order was ordered there. Order and payment are locked."""
    payment.refresh_from_db()
    if payment.state == PaymentState.HELD:
        _note_on_held(order, payment, total, now)
        return
    if total.amount >= payment.refunded:
        # So what is on its way has arrived, whoever tells of it first.
        waiting = list(payment.refunds.filter(state=RefundState.WAITING).order_by("pk"))
        aftermath.lock_goods(waiting)
        for refund in waiting:
            aftermath.follow(order=order, payment=payment, refund=refund, reference="", now=now)
    more = total - Money(payment.refunded, payment.currency)
    if payment.state == PaymentState.SETTLED and more.amount > 0:
        _write_down(order, payment, more, is_all=total.amount >= payment.amount, now=now)


def _write_down(order: Order, payment: Payment, more: Money, *, is_all: bool, now: datetime) -> None:
    """A refund that was ordered at the provider: of everything that is left, or of who knows what."""
    amount = min(more.amount, payment.left.amount)
    parts, shipping = remaining(order, amount) if is_all else ((), Decimal(0))
    is_surplus = not is_all and amount == surplus_left(payment)
    refund = Refund(
        payment=payment,
        amount=amount,
        currency=payment.currency,
        shipping=shipping,
        is_surplus=is_surplus,
        created_at=now,
    )
    _write(refund, {part.line: (part.quantity, part.amount) for part in parts}, is_sent=True)
    # For staff alone: the refund's own reason is printed on the buyer's credit note.
    why = telling.in_words(_("ordered at the payment service"))
    states.note(order=order, name="refund", now=now, reason=why, facts={"amount": str(refund.money)})
    aftermath.follow(order=order, payment=payment, refund=refund, reference="", now=now)
    if not is_all and not is_surplus:
        template = _("%(amount)s went back at the payment service: note here which goods they are for")
        telling.tell_staff(order=order, what=telling.in_words(template, amount=refund.money), now=now)


@shared_task(name="shop.payments.refunding.send")
def send(refund_id: int) -> None:
    """Have the provider do it, unless it has. When it is away the sweep asks again, with the same key.

    However long it has lain in the queue: what the key is too old for is left to `unanswered`.
    """
    sendable = Refund.objects.sendable(timezone.now(), registry.by_hand())
    refund = sendable.select_related("payment__order").filter(pk=refund_id).first()
    if refund is None:
        return
    payment, key = refund.payment, str(refund.key)
    Refund.objects.filter(pk=refund_id).update(attempts=F("attempts") + 1)
    try:
        facts = {"order": payment.order.number, "payment": str(payment.key)}
        provider = registry.giving_back(payment.provider)
        answer = provider.refund(charge=payment.charge, money=refund.money, key=key, facts=facts)
    except (ProviderAway, ProviderUnknown) as error:
        if isinstance(error, ProviderAway):
            outages.note(payment.provider)
        Refund.objects.filter(pk=refund_id).update(error=type(error).__name__)
        logger.warning("Refund %s waits: %s", refund_id, type(error).__name__)
        return
    except ProviderRefuses as error:
        fail(refund_id=refund_id, error=str(error.__cause__ or error), now=timezone.now())
        return
    learn(refund_id=refund_id, told=answer, now=timezone.now())


@transaction.atomic
def learn(*, refund_id: int, told: Refunded, now: datetime) -> bool:
    """The provider says how a refund stands; is it as it should be?"""
    order, payment, refund = locking.locked_refund(refund_id)
    if refund.state == RefundState.WAITING and told.has_failed:
        error = telling.in_words(_("the payment service could not give it back"))
        fail(refund_id=refund_id, error=error, now=now)
        return False
    if refund.state == RefundState.WAITING:
        aftermath.follow(order=order, payment=payment, refund=refund, reference=told.reference, now=now)
        return True
    if told.reference and not refund.reference:
        Refund.objects.filter(pk=refund_id).update(reference=told.reference)
    if told.has_failed and not refund.error:
        # The goods are back and the credit note is out: a person must find another way for the money.
        refund.error = telling.in_words(SENT_BACK)
        refund.save(update_fields=["error"])
        what = telling.in_words(_("Refund of %(amount)s: %(what)s"), amount=refund.money, what=refund.error)
        telling.tell_staff(order=order, what=what, now=now)
    return not told.has_failed


@transaction.atomic
def learn_that_other_failed(*, payment_id: int, reference: str, money: Money, now: datetime) -> None:
    """One that was ordered at the provider: we have written it down without its `reference`, or not at all."""
    order, payment = locking.locked(payment_id)
    # Never sent by us.
    done = payment.refunds.filter(state=RefundState.DONE, reference="", error="", attempts=0)
    refund = done.filter(amount=money.amount, currency=money.currency).order_by("pk").first()
    if refund is not None:
        learn(refund_id=refund.pk, told=Refunded(reference=reference, has_failed=True), now=now)
        return
    what = telling.in_words(_("Refund of %(amount)s: %(what)s"), amount=money, what=telling.in_words(SENT_BACK))
    telling.tell_staff_once(order=order, what=f"{what} ({reference})"[:ERROR_LENGTH], now=now)


@transaction.atomic
def fail(*, refund_id: int, error: str, now: datetime) -> None:
    """It did not work: nothing has gone back, and staff are told."""
    order, payment, refund = locking.locked_refund(refund_id)
    if refund.state != RefundState.WAITING:
        return
    undo(order, payment, refund, error)
    what = telling.in_words(_("Refund of %(amount)s failed: %(error)s"), amount=refund.money, error=error)
    telling.tell_staff(order=order, what=what, now=now)


def undo(order: Order, payment: Payment, refund: Refund, error: str) -> None:
    """Nothing of it went back. All three are locked."""
    refund.state, refund.error = RefundState.FAILED, error[:ERROR_LENGTH]
    refund.save(update_fields=["state", "error"])
    for part in refund.lines.all():
        OrderLine.objects.filter(pk=part.line_id).update(refunded=F("refunded") - part.quantity)
    payment.refunded -= refund.amount
    if refund.is_return:
        reason = f"{refund.reason}; {telling.in_words(_('giving it back failed'))}"
        payment.state, payment.reason = PaymentState.HELD, reason[:ERROR_LENGTH]
    payment.save(update_fields=["refunded", "state", "reason"])


def _write(refund: Refund, parts: dict[OrderLine, tuple[int, Decimal]], *, is_sent: bool = False) -> None:
    """From now on it counts; the provider is asked after commit, unless it has done it."""
    payment = refund.payment
    payment.refunded += refund.amount
    payment.save(update_fields=["refunded"])
    refund.save()
    write_lines(refund, parts)
    if not is_sent:
        transaction.on_commit(partial(send.delay, refund.pk), robust=True)


def write_lines(refund: Refund, parts: dict[OrderLine, tuple[int, Decimal]]) -> None:
    """What a refund is for; its order is locked."""
    for line, (quantity, amount) in parts.items():
        RefundLine.objects.create(refund=refund, line=line, quantity=quantity, amount=amount)
        OrderLine.objects.filter(pk=line.pk).update(refunded=F("refunded") + quantity)


def _note_on_held(order: Order, payment: Payment, total: Money, now: datetime) -> None:
    """Somebody gives it back at the provider: when nothing of it is here any more, the buyer can pay once more."""
    more = min(total.amount - payment.refunded, payment.left.amount)
    if not payment.has_come or total.currency != payment.currency or more <= 0:
        return
    refund = Refund(payment=payment, amount=more, currency=payment.currency, is_return=True, created_at=now)
    _write(refund, {}, is_sent=True)
    what = telling.in_words(_("%(amount)s given back at the payment service"), amount=refund.money)
    telling.tell_staff(order=order, what=telling.of_payment(payment, what), now=now)
    aftermath.follow(order=order, payment=payment, refund=refund, reference="", now=now)
    if payment.state == PaymentState.REFUNDED:
        waiting.let_pay_again(order=order, now=now)
