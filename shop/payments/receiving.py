"""Events of providers: written before they act, each acts once, and what failed is tried again by whoever sent it
and by the sweep.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from shop.payments import disputes, locking, refunding, registry, settlement
from shop.payments.base import Event, Provider, Refunded
from shop.payments.exceptions import EventRefused, EventTooEarly
from shop.payments.models import UNDECIDED, EventState, Payment, PaymentState, ProviderEvent, Refund
from stoa.core import sweep
from stoa.core.keyset import read_uuid

#: States in which an event has acted.
OVER = (EventState.HANDLED, EventState.IGNORED, EventState.HELD)
MISSED_AFTER = timedelta(minutes=1)
SWEEP_AT_MOST = 100
TRIES_AT_MOST = 20
#: So long after a payment was begun it may have been paid without our knowing: its page at the provider, and the sweep.
UNKNOWN_FOR = timedelta(hours=1)


def receive(*, provider: Provider, event: Event, now: datetime) -> ProviderEvent:
    """Write the event down, then let it act, unless it has.

    Raises EventRefused when it is about a payment of ours that there is not, and whatever stops it from acting.
    """
    payment = payment_of(provider, event)
    if payment is None and event.is_ours:
        raise EventRefused("about no payment that we know")
    facts = {"kind": event.kind, "body": event.body, "payment": payment, "received_at": now}
    row, _new = ProviderEvent.objects.get_or_create(provider=provider.name, event_id=event.id[:255], defaults=facts)
    act(event_id=row.pk, event=event, now=now)
    row.refresh_from_db()
    return row


def act(*, event_id: int, event: Event, now: datetime, again: bool = False) -> None:
    """Once; with `again`, because staff say so, once more. What stops it is written down and raised."""
    try:
        with transaction.atomic():
            row = locking.locked_event(event_id)
            if row.state in OVER and not again:
                return
            row.payment = row.payment or payment_of(registry.get(row.provider), event)
            row.state, row.error, row.handled_at = _act(row, event, now), "", now
            row.attempts += 1
            row.save()
    except Exception as error:
        _note_failure(event_id, error)
        raise


def replay(*, event_id: int, now: datetime) -> None:
    """Let a kept event act once more."""
    row = ProviderEvent.objects.get(pk=event_id)
    event = registry.get(row.provider).read_event(row.body)
    act(event_id=event_id, event=event, now=now, again=True)


def act_on_missed() -> None:
    """Try again what failed, or what a crash has left; a job of the sweep."""
    now = timezone.now()
    missed = ProviderEvent.objects.filter(
        state__in=[EventState.RECEIVED, EventState.FAILED],
        received_at__lt=now - MISSED_AFTER,
        attempts__lt=TRIES_AT_MOST,
    )
    ids = missed.order_by("received_at", "pk").values_list("pk", flat=True)[:SWEEP_AT_MOST]
    sweep.each("event", ids, lambda event_id: replay(event_id=event_id, now=now))


def payment_of(provider: Provider, event: Event) -> Payment | None:
    """Which payment an event is about: by our own key first, which it had before the provider had a name for it."""
    payments = Payment.objects.filter(provider=provider.name).order_by("pk")
    for name, value in (
        ("key", read_uuid(event.payment_key)),
        ("reference", event.reference),
        ("charge", event.charge),
    ):
        found = payments.filter(**{name: value}).first() if value else None
        if found is not None:
            return found
    return None


def _act(row: ProviderEvent, event: Event, now: datetime) -> EventState:
    payment = row.payment
    if event.refund is not None:
        return _act_on_refund(payment, event.refund, event, now)
    if payment is None and event.dispute and _awaited_before(row).exists():
        raise EventTooEarly("about no charge that we know yet")
    if payment is None:
        return EventState.IGNORED
    if event.dispute:
        disputes.learn(payment_id=payment.pk, reference=event.dispute_reference, state=event.dispute, now=now)
        return EventState.HANDLED
    if event.facts is None:
        return EventState.IGNORED
    settled = settlement.settle(payment_id=payment.pk, facts=event.facts, now=now)
    return EventState.HELD if settled.state == PaymentState.HELD else EventState.HANDLED


def _awaited_before(row: ProviderEvent) -> QuerySet[Payment]:
    """Payments that may have been paid before this was told, without our knowing."""
    begun = {"created_at__gt": row.received_at - UNKNOWN_FOR, "created_at__lt": row.received_at}
    return Payment.objects.filter(state__in=UNDECIDED, provider=row.provider, **begun)


def _act_on_refund(payment: Payment | None, told: Refunded, event: Event, now: datetime) -> EventState:
    """Refunds that we have not ordered are told by the charge, which says how much went back in all; only that one of
    them did not is told here alone.
    """
    refund = _refund_of(told, event)
    if refund is not None:
        is_well = refunding.learn(refund_id=refund.pk, told=told, now=now)
        return EventState.HANDLED if is_well else EventState.HELD
    if payment is None or not told.has_failed or told.amount is None:
        return EventState.IGNORED
    refunding.learn_that_other_failed(payment_id=payment.pk, reference=told.reference, money=told.amount, now=now)
    return EventState.HELD


def _refund_of(told: Refunded, event: Event) -> Refund | None:
    refunds = Refund.objects.order_by("pk")
    key = read_uuid(event.refund_key)
    refund = refunds.filter(key=key).first() if key else None
    if refund is None and told.reference:
        refund = refunds.filter(reference=told.reference).first()
    return refund


def _note_failure(event_id: int, error: Exception) -> None:
    """In one statement: whoever has handled it meanwhile is right."""
    failed = ProviderEvent.objects.filter(pk=event_id).exclude(state__in=OVER)
    failed.update(state=EventState.FAILED, error=type(error).__name__, attempts=F("attempts") + 1)
