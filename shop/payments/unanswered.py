"""Refunds of which nobody has heard: sent again while their key is good, then asked about, and in the end a person
says how they stand.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.orders import states
from shop.orders.models import Order
from shop.payments import aftermath, locking, outages, refunding, registry, telling
from shop.payments.base import Fetched
from shop.payments.exceptions import NothingToSay, ProviderAway, ProviderRefuses, ProviderUnknown
from shop.payments.models import Payment, Refund, RefundState
from stoa.core import sweep

#: Refunds that one sweep sends, and asks about.
SWEEP_AT_MOST = 10
ASK_AGAIN_AFTER = timedelta(hours=1)


def send_missed() -> None:
    """Send what a crash or an outage left, the least tried first, and ask about what is older; a job of the sweep."""
    now = timezone.now()
    fresh = Refund.objects.sendable(now, registry.by_hand()).order_by("attempts", "pk")
    sweep.each("refund", _answering(fresh), refunding.send)
    not_asked = Q(payment__asked_at=None) | Q(payment__asked_at__lt=now - ASK_AGAIN_AFTER)
    older = unanswered(now).filter(not_asked).order_by(F("payment__asked_at").asc(nulls_first=True), "pk")
    sweep.each("refund", _answering(older), lambda refund_id: _ask(refund_id, now))


def send_waiting(refund_id: int, now: datetime) -> None:
    """Send one that waits, unless that could give back twice: then ask."""
    if Refund.objects.sendable(now, registry.by_hand()).filter(pk=refund_id).exists():
        refunding.send.delay(refund_id)
    else:
        _ask(refund_id, now)


def unanswered(now: datetime) -> QuerySet[Refund]:
    """Refunds of which a person may say how they stand: those that are no longer sent again by themselves."""
    return Refund.objects.unanswered(now, registry.by_hand())


@transaction.atomic
def note_gone(*, refund_id: int, user: Any, now: datetime, reason: str = "") -> None:
    """Somebody has seen at the provider that it went back. Raises NothingToSay."""
    order, payment, refund = _unanswered(refund_id, now)
    what = telling.in_words(_("%(amount)s have gone back, as somebody has seen"), amount=refund.money)
    states.note(order=order, name="note", now=now, user=user, reason=f"{what}. {reason}".strip(". "))
    aftermath.follow(order=order, payment=payment, refund=refund, reference="", now=now)


@transaction.atomic
def note_not_gone(*, refund_id: int, user: Any, now: datetime, reason: str = "") -> None:
    """Somebody has seen there that it did not: it can be ordered once more. Raises NothingToSay."""
    order, payment, refund = _unanswered(refund_id, now)
    what = telling.in_words(_("%(amount)s have not gone back, as somebody has seen"), amount=refund.money)
    states.note(order=order, name="note", now=now, user=user, reason=f"{what}. {reason}".strip(". "))
    refunding.undo(order=order, payment=payment, refund=refund, error=what)


def _unanswered(refund_id: int, now: datetime) -> tuple[Order, Payment, Refund]:
    order, payment, refund = locking.locked_refund(refund_id)
    if not unanswered(now).filter(pk=refund.pk).exists():
        raise NothingToSay
    return order, payment, refund


def _answering(refunds: QuerySet[Refund]) -> Iterator[int]:
    """The ids of the first of them, as long as their provider answers."""
    found = refunds.exclude(payment__provider__in=outages.away()).values_list("pk", "payment__provider")
    return (refund_id for refund_id, provider in found[:SWEEP_AT_MOST] if provider not in outages.away())


def _ask(refund_id: int, now: datetime) -> None:
    """It may have gone back all the same, which the provider must say first; where it does not, a person."""
    payment = Payment.objects.select_related("order").get(refunds=refund_id)
    Payment.objects.filter(pk=payment.pk).update(asked_at=now)
    try:
        facts = registry.get(payment.provider).fetch(payment)
    except ProviderAway:
        outages.note(payment.provider)
        return
    except (ProviderUnknown, ProviderRefuses):
        facts = None
    if facts is None or facts.refunded is None:
        _ask_a_person(refund_id, now)
    else:
        _believe(refund_id, facts, now)


@transaction.atomic
def _believe(refund_id: int, facts: Fetched, now: datetime) -> None:
    """What has gone back is done; what has not can be ordered once more."""
    order, payment, _refund = locking.locked_refund(refund_id)
    if facts.refunded:
        refunding.note_given_back(order=order, payment=payment, total=facts.refunded, now=now)
    error = telling.in_words(_("the payment service was away too long: order it once more"))
    refunding.fail(refund_id=refund_id, error=error, now=now)


@transaction.atomic
def _ask_a_person(refund_id: int, now: datetime) -> None:
    """Once, however often it is asked."""
    order, _payment, refund = locking.locked_refund(refund_id)
    error = telling.in_words(_("the payment service does not say whether it went back: look there, and say it here"))
    if refund.state != RefundState.WAITING or refund.error == error:
        return
    refund.error = error
    refund.save(update_fields=["error"])
    what = telling.in_words(_("Refund of %(amount)s: %(what)s"), amount=refund.money, what=error)
    telling.tell_staff(order=order, what=what, now=now)
