"""A buyer begins to pay: one attempt for each order and provider at a time, however often they click.

First the attempt is written, under the lock of its order, and its goods are held until it ends; then, outside of any
transaction, the provider is asked; then what it has answered is written. A crash or a cut line between leaves an
attempt whose key is asked with once more: the provider gives the same answer.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shop.orders import holding, mailing, states
from shop.orders.exceptions import TransitionRefused
from shop.orders.models import Order
from shop.payments import locking, outages, registry, telling, waiting
from shop.payments.base import Provider, Started
from shop.payments.exceptions import (
    AmountDiffers,
    NothingToPay,
    PaymentRefused,
    ProviderAway,
    ProviderRefuses,
    ProviderUnknown,
    UnderWay,
)
from shop.payments.models import Payment, PaymentState
from shop.payments.recording import new_attempt
from stoa.core.money import Money

#: What is left of an attempt when its page is shown once more.
STILL_WORTH_IT = timedelta(minutes=1)

logger = logging.getLogger(__name__)


def begin(*, order_id: int, provider_name: str, now: datetime) -> Payment:
    """The attempt, with the address to pay at. Raises PaymentRefused; the order is kept, whatever happens."""
    provider = registry.get(provider_name)
    attempt = _written(order_id=order_id, provider=provider, now=now)
    if attempt.url:
        return attempt
    try:
        started = provider.start(order=attempt.order, attempt=attempt)
    except ProviderRefuses:
        _end(payment_id=attempt.pk, state=PaymentState.FAILED)
        raise
    attempt = _started(payment_id=attempt.pk, started=started, now=now)
    if attempt.state == PaymentState.HELD:
        close(provider, attempt)
        raise AmountDiffers
    return attempt


def close(provider: Provider, attempt: Payment) -> None:
    """Nobody shall pay it any more; if that fails, a payment that comes after all is given back."""
    try:
        provider.close(attempt)
    except PaymentRefused as refusal:
        logger.info("Payment %s was not closed at %s", attempt.pk, provider.name)
        if isinstance(refusal, ProviderAway):
            outages.note(provider.name)


@transaction.atomic
def _written(*, order_id: int, provider: Provider, now: datetime) -> Payment:
    order = states.locked(order_id)
    _check(order, provider, now)
    attempt = order.payments.filter(provider=provider.name, state=PaymentState.OPEN).first()
    if attempt is not None and _is_good(attempt, provider, now):
        return attempt
    if attempt is not None:
        _end(payment_id=attempt.pk, state=PaymentState.EXPIRED)
    until = now + provider.holds_for
    try:
        _hold(order, until, now)
    except TransitionRefused:
        raise NothingToPay from None
    attempt = new_attempt(order=order, provider=provider.name, now=now)
    attempt.expires_at = until.replace(microsecond=0)
    attempt.save()
    return attempt


def _check(order: Order, provider: Provider, now: datetime) -> None:
    if not order.is_waiting or order.expires_at <= now:
        raise NothingToPay
    if order.payments.under_way().exists():
        raise UnderWay
    # By name: two first requests at once may have made a provider each.
    providers, _refusals = registry.offered_for(order)
    if provider.name not in {offered.name for offered in providers}:
        raise ProviderUnknown


def _is_good(attempt: Payment, provider: Provider, now: datetime) -> bool:
    """Can it still be paid, or begun once more with the same key?"""
    left = attempt.expires_at - now if attempt.expires_at else provider.holds_for
    return left >= (STILL_WORTH_IT if attempt.url else provider.starts_within)


def _hold(order: Order, until: datetime, now: datetime) -> None:
    """The goods are held as long as one can pay; nobody holds them for ever by beginning again and again."""
    if until <= order.expires_at:
        return
    if waiting.last_begin(order) <= now:
        raise NothingToPay
    holding.hold(order_id=order.pk, until=until, now=now)


@transaction.atomic
def _started(*, payment_id: int, started: Started, now: datetime) -> Payment:
    """Write what the provider has made. What it asks must be what the order costs, or nobody is sent there."""
    order, attempt = locking.locked(payment_id)
    attempt.reference = attempt.reference or started.reference
    if started.amount == attempt.money:
        attempt.url = started.url
        _tell_the_account(attempt, now)
    elif attempt.state == PaymentState.OPEN:
        attempt.state, attempt.reason = PaymentState.HELD, _difference(attempt.money, started.amount)
        telling.tell_staff(order=order, what=telling.of_payment(attempt, attempt.reason), now=now)
        # Until somebody has looked, who then lets the buyer try again (`held.close`).
        until = now + timedelta(days=settings.PENDING_PAYMENT_DAYS)
        waiting.hold_goods(order=order, until=until, now=now)
    attempt.save(update_fields=["reference", "url", "state", "reason"])
    return attempt


def _tell_the_account(attempt: Payment, now: datetime) -> None:
    """Whoever sends the money themselves needs account and reference later, wherever they do it."""
    if attempt.provider in registry.by_hand():
        mailing.owe(order=attempt.order, name="transfer", now=now, about=str(attempt.pk))


def _end(*, payment_id: int, state: str) -> None:
    """Of an attempt that came to nothing, unless it has become something meanwhile."""
    Payment.objects.filter(pk=payment_id, state=PaymentState.OPEN).update(state=state)


def _difference(wanted: Money, found: Money) -> str:
    template = _("the order costs %(wanted)s, the payment service says %(found)s")
    return telling.in_words(template, wanted=wanted, found=found)
