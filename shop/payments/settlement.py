"""What a provider says about a payment is done once, however often, late and in whichever order it is told.

Of what is told the furthest counts: begun, not paid in time, on its way, failed, paid; and money that went back has
been paid before. So every order of events ends in the same state. The order is locked first, then the payment.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shop.catalogue.exceptions import OutOfStock
from shop.orders import mailing, settling
from shop.orders.exceptions import OrderRefused, TransitionRefused
from shop.orders.models import Order
from shop.payments import locking, refunding, telling, waiting
from shop.payments.base import Fetched, Standing
from shop.payments.exceptions import NothingToPay
from shop.payments.models import Payment, PaymentState
from stoa.core.money import Money

#: What is told later in this row counts, what is told earlier does not any more.
RANKS = [PaymentState.OPEN, PaymentState.EXPIRED, PaymentState.PENDING, PaymentState.FAILED]
STATES = {
    Standing.PENDING: PaymentState.PENDING,
    Standing.EXPIRED: PaymentState.EXPIRED,
    Standing.FAILED: PaymentState.FAILED,
}


@transaction.atomic
def settle(*, payment_id: int, facts: Fetched, now: datetime) -> Payment:
    """Let the payment, its order and its goods follow from what the provider says; the payment as it is now."""
    order, payment = locking.locked(payment_id)
    payment.reference = payment.reference or facts.reference
    payment.charge = payment.charge or facts.charge
    payment.save(update_fields=["reference", "charge"])
    if facts.standing == Standing.PAID:
        _receive(order, payment, facts, now)
    elif facts.standing in STATES:
        _move(order, payment, STATES[facts.standing], now)
    if facts.refunded:
        refunding.note_given_back(order=order, payment=payment, total=facts.refunded, now=now)
    return payment


def _receive(order: Order, payment: Payment, facts: Fetched, now: datetime) -> None:
    is_held_for_nothing = payment.state == PaymentState.HELD and not payment.has_come
    if payment.state not in RANKS and not (is_held_for_nothing and facts.amount):
        return
    if facts.amount != order.total_money:
        _hold_for_a_person(order, payment, facts.amount, now)
        return
    try:
        with transaction.atomic():
            payment.state, payment.settled_at = PaymentState.SETTLED, now
            if _is_paid(order):
                raise NothingToPay
            payment.save(update_fields=["state", "settled_at"])
            settling.mark_paid(order_id=order.pk, now=now)
    except (OutOfStock, OrderRefused, NothingToPay) as refusal:
        refunding.return_payment(order=order, payment=payment, reason=_why(refusal), now=now)


def _is_paid(order: Order) -> bool:
    return order.is_settled or order.payments.filter(state=PaymentState.SETTLED).exists()


def _why(refusal: Exception) -> str:
    """For staff."""
    if isinstance(refusal, NothingToPay):
        return telling.in_words(_("the order was paid already"))
    if isinstance(refusal, OutOfStock):
        return telling.in_words(_("paid too late, the goods are sold"))
    if isinstance(refusal, TransitionRefused):
        return telling.in_words(_("the order was given up or refunded"))
    return telling.in_words(_("paid too late, the coupon cannot be used any more"))


def _move(order: Order, payment: Payment, state: PaymentState, now: datetime) -> None:
    """On to what is no payment yet, or never will be one."""
    if payment.state not in RANKS or RANKS.index(state) <= RANKS.index(PaymentState(payment.state)):
        return
    payment.state = state
    payment.save(update_fields=["state"])
    if state == PaymentState.PENDING:
        waiting.hold_goods(order=order, until=now + timedelta(days=settings.PENDING_PAYMENT_DAYS), now=now)
    elif state == PaymentState.FAILED:
        # Only what was announced comes here, also when we are told of that later or never.
        mailing.owe(order=order, name="unpaid", now=now, about=str(payment.key))
        waiting.let_pay_after_failure(order=order, now=now)


def _hold_for_a_person(order: Order, payment: Payment, came: Money | None, now: datetime) -> None:
    """Something else has come: the payment is of that amount from now on, and moves no further by itself (`held`)."""
    template = _("the order costs %(wanted)s, paid were %(found)s")
    payment.state, payment.reason = (
        PaymentState.HELD,
        telling.in_words(template, wanted=order.total_money, found=came or _("nothing")),
    )
    if came:
        payment.amount, payment.currency, payment.settled_at = came.amount, came.currency, now
    payment.save(update_fields=["state", "reason", "amount", "currency", "settled_at"])
    waiting.hold_goods(order=order, until=now + timedelta(days=settings.PENDING_PAYMENT_DAYS), now=now)
    telling.tell_staff(order=order, what=telling.of_payment(payment, payment.reason), now=now)
