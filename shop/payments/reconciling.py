"""Asking providers how it stands: what a lost event would have told is done, what cannot be is reported."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from celery import shared_task
from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.orders.models import State
from shop.payments import attempts, locking, outages, registry, settlement, telling
from shop.payments.exceptions import PaymentRefused, ProviderAway, ProviderUnknown
from shop.payments.models import UNDECIDED, Payment, PaymentState, RefundState
from stoa.core.money import Money

#: How far back the nightly look goes.
RECENT = timedelta(days=30)
#: After so long without news the sweep asks about a payment, and asks again.
NEWS_AFTER = timedelta(minutes=2)
ASK_AGAIN_AFTER = timedelta(minutes=10)
SWEEP_AT_MOST = 10

logger = logging.getLogger(__name__)


def reconcile(*, now: datetime) -> Iterator[str]:
    """Compare open and recent payments with their providers, one line for each that was mended or cannot be; of those
    whose provider does not answer the first.
    """
    outages.forget()
    recent = Payment.objects.filter(Q(state__in=UNDECIDED) | Q(created_at__gte=now - RECENT)).exclude(reference="")
    found = recent.select_related("order").order_by("pk").iterator(chunk_size=200)
    for payment in outages.answering(found):
        line = compare(payment=payment, now=now)
        if line:
            yield line


def compare(*, payment: Payment, now: datetime) -> str:
    """Ask about one payment and do what follows; what was wrong, in the active language, or nothing."""
    Payment.objects.filter(pk=payment.pk).update(asked_at=now)
    try:
        what = _compared(payment, now)
    except Exception as error:
        # One shall not keep us from all the others.
        logger.exception("Payment %s cannot be compared", payment.pk)
        what = type(error).__name__
    return what and gettext("Order %(number)s, payment %(attempt)s (%(way)s): %(what)s") % {
        "number": payment.order.number,
        "attempt": payment.attempt,
        "way": registry.label(payment.provider),
        "what": what,
    }


def _compared(payment: Payment, now: datetime) -> str:
    """What was wrong, in words, or nothing."""
    try:
        facts = registry.get(payment.provider).fetch(payment)
    except ProviderUnknown:
        return gettext("its provider is turned off") if payment.state in UNDECIDED else ""
    except ProviderAway:
        outages.note(payment.provider)
        return gettext("the payment service does not answer")
    except PaymentRefused:
        return gettext("the payment service does not say how it stands")
    if facts is None:
        return ""
    after = settlement.settle(payment_id=payment.pk, facts=facts, now=now)
    if after.state == PaymentState.HELD:
        return after.reason
    if facts.refunded is not None and facts.refunded.amount < after.refunded:
        return _less_went_back(after, facts.refunded, now)
    if (after.state, after.refunded) == (payment.state, payment.refunded):
        return ""
    states = {"before": payment.get_state_display(), "after": after.get_state_display()}
    return gettext("was “%(before)s”, is “%(after)s”") % states


@transaction.atomic
def _less_went_back(payment: Payment, told: Money, now: datetime) -> str:
    """Which refund has failed nobody knows, so staff are told, once."""
    order, payment = locking.locked(payment.pk)
    done = payment.refunds.filter(state=RefundState.DONE, done_at__lte=now, error="")
    ours = Money(done.aggregate(all=Sum("amount"))["all"] or Decimal(0), payment.currency)
    if told.amount >= ours.amount:
        return ""
    template = _("%(ours)s have gone back as we know, %(theirs)s as the payment service says")
    what = telling.in_words(template, ours=ours, theirs=told)
    telling.tell_staff_once(order=order, what=telling.of_payment(payment, what), now=now)
    return what


def ask_about_silent() -> None:
    """Payments of which nobody has told for a while; a job of the sweep."""
    now = timezone.now()
    for payment in outages.answering(_silent(now)[:SWEEP_AT_MOST]):
        line = compare(payment=payment, now=now)
        if line:
            logger.warning("Reconciled: %s", line)


def close_needless() -> None:
    """Nobody shall pay for an order that was given up or paid otherwise; a job of the sweep."""
    open_ones = Payment.objects.filter(state=PaymentState.OPEN).exclude(order__state=State.WAITING)
    found = open_ones.exclude(provider__in=outages.away()).order_by("pk")
    for payment in outages.answering(found[:SWEEP_AT_MOST]):
        Payment.objects.filter(pk=payment.pk, state=PaymentState.OPEN).update(state=PaymentState.EXPIRED)
        if payment.provider in {provider.name for provider in registry.active()}:
            attempts.close(registry.get(payment.provider), payment)


@shared_task(name="shop.payments.reconciling.reconcile_nightly")
def reconcile_nightly() -> None:
    for line in reconcile(now=timezone.now()):
        logger.warning("Reconciled: %s", line)


def _silent(now: datetime) -> QuerySet[Payment]:
    """Those that have been longest without an answer first."""
    waiting = Payment.objects.filter(state__in=UNDECIDED, created_at__lt=now - NEWS_AFTER).exclude(reference="")
    not_asked = Q(asked_at=None) | Q(asked_at__lt=now - ASK_AGAIN_AFTER)
    told = waiting.filter(not_asked).exclude(provider__in=[*registry.by_hand(), *outages.away()])
    return told.select_related("order").order_by(F("asked_at").asc(nulls_first=True), "pk")
