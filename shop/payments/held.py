"""A payment that is held: a person decides whether its money counts, goes back, or never came. Each acts once.

Who decides has seen how much is there (`seen`): if something has come or gone meanwhile, they look once more.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shop.catalogue.exceptions import OutOfStock
from shop.orders import mailing, settling, states
from shop.orders.exceptions import OrderRefused
from shop.orders.models import Order
from shop.payments import attempts, locking, refunding, registry, settlement, telling, waiting
from shop.payments.base import Standing
from shop.payments.exceptions import (
    CannotCount,
    LessCame,
    MoneyCame,
    NobodySays,
    NotHeld,
    NothingCame,
    OrderTakesNothing,
    OtherCurrency,
    ProviderRefuses,
    ProviderUnknown,
)
from shop.payments.models import EventState, Payment, PaymentState
from stoa.core.money import Money


@transaction.atomic
def accept(*, payment_id: int, seen: Money, user: Any, now: datetime, reason: str = "") -> Payment:
    """The money is the payment of the order, which becomes paid; what is more than it costs goes back.

    Raises CannotCount, NotHeld, NothingCame; then nothing has happened.
    """
    order, payment = locking.locked(payment_id)
    if payment.state == PaymentState.SETTLED:
        return payment
    _check(payment, seen)
    if (refusal := why_not(order, payment)) is not None:
        raise refusal
    payment.state, payment.user = PaymentState.SETTLED, user
    payment.surplus = payment.amount - order.total
    payment.save(update_fields=["state", "user", "surplus"])
    _note_decided(payment)
    what = telling.of_payment(payment, telling.in_words(_("%(amount)s accepted"), amount=payment.left))
    try:
        settling.mark_paid(order_id=order.pk, now=now, user=user, reason=f"{what}. {reason}".strip(". "))
    except (OutOfStock, OrderRefused):
        raise OrderTakesNothing from None
    rest = payment.left.amount - order.total
    if rest:
        refunding.return_surplus(order=order, payment=payment, amount=rest, user=user, now=now)
    return payment


@transaction.atomic
def give_back(*, payment_id: int, seen: Money, user: Any, now: datetime, reason: str = "") -> Payment:
    """All of it goes back, and an order that waits can be paid once more. Raises NotHeld, NothingCame."""
    order, payment = locking.locked(payment_id)
    if payment.state in (PaymentState.RETURNING, PaymentState.REFUNDED):
        return payment
    _check(payment, seen)
    _note_decided(payment)
    refunding.return_payment(order=order, payment=payment, reason=payment.reason, user=user, now=now)
    waiting.let_pay_again(order=order, now=now)
    if reason:
        states.note(order=order, name="note", now=now, user=user, reason=reason)
    return payment


def close(*, payment_id: int, user: Any, now: datetime, reason: str = "", unanswered: bool = False) -> Payment:
    """No money came, and none shall: the buyer can pay once more. The provider is asked first.

    `unanswered`: also where it refuses to say. Raises MoneyCame, NobodySays, NotHeld, ProviderAway.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    if payment.state == PaymentState.HELD and not payment.has_come:
        try:
            _ask(payment, now)
        except ProviderRefuses:
            if not unanswered:
                raise NobodySays from None
    return _closed(payment_id, user, now, reason)


def why_not(order: Order, payment: Payment) -> CannotCount | None:
    """Why the money of a held payment cannot be that of its order, as far as one sees before trying."""
    if payment.currency != order.currency:
        return OtherCurrency()
    if payment.left.amount < order.total:
        return LessCame()
    if order.is_settled or not states.may_become(order, "paid"):
        return OrderTakesNothing()
    return None


def _check(payment: Payment, seen: Money) -> None:
    if payment.state != PaymentState.HELD or payment.left != seen:
        raise NotHeld
    if not payment.has_come:
        raise NothingCame


def _note_decided(payment: Payment) -> None:
    """Nobody must look at what was told of it any more."""
    payment.events.filter(state=EventState.HELD).update(state=EventState.HANDLED)


def _ask(payment: Payment, now: datetime) -> None:
    """Nobody shall pay it any more, and what was paid after all is written down."""
    try:
        provider = registry.get(payment.provider)
    except ProviderUnknown:
        # Turned off: nobody can pay there, and nobody can be asked.
        return
    attempts.close(provider, payment)
    facts = provider.fetch(payment)
    if facts is not None:
        settlement.settle(payment_id=payment.pk, facts=facts, now=now)
        if facts.standing == Standing.PENDING:
            raise MoneyCame


@transaction.atomic
def _closed(payment_id: int, user: Any, now: datetime, reason: str) -> Payment:
    order, payment = locking.locked(payment_id)
    if payment.state == PaymentState.FAILED:
        return payment
    if payment.has_come:
        raise MoneyCame
    if payment.state != PaymentState.HELD:
        raise NotHeld
    payment.state, payment.user = PaymentState.FAILED, user
    payment.save(update_fields=["state", "user"])
    _note_decided(payment)
    what = telling.of_payment(payment, telling.in_words(_("closed, no money had come")))
    states.note(order=order, name="note", now=now, user=user, reason=f"{what}. {reason}".strip(". "))
    waiting.let_pay_again(order=order, now=now)
    if order.is_waiting and order.expires_at > now:
        mailing.owe(order=order, name="payable", now=now, about=str(payment.key))
    return payment
