"""What can fail of payments: events that did not act, refunds that did not go back or wait for too long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.orders import failures, states
from shop.orders.failures import Failure, NotFailed
from shop.payments import receiving, retrying
from shop.payments.models import EventState, PaymentState, ProviderEvent, Refund, RefundState
from stoa.core.money import shown_money

#: So long the sweep tries without anybody being shown it.
STUCK_AFTER = timedelta(minutes=10)


def register() -> None:
    failures.register(
        failures.Kind(
            name="events",
            label=_("Events of payment services"),
            right="payments.change_providerevent",
            find=_events,
            retry=_act_again,
            put_aside=_put_event_aside,
        )
    )
    failures.register(
        failures.Kind(
            name="refunds",
            label=_("Refunds"),
            right="payments.add_refund",
            find=_refunds,
            retry=_refund_again,
            put_aside=_put_refund_aside,
        )
    )


def failed_refunds(now: datetime) -> QuerySet[Refund]:
    """Those that failed and were neither ordered once more nor put aside, and those that wait for too long.

    A payment that could not be used is held when it did not go back: once somebody has decided, that is over.
    """
    failed = Q(state=RefundState.FAILED, retry=None, is_put_aside=False)
    failed &= Q(is_return=False) | Q(payment__state=PaymentState.HELD)
    stuck = Q(state=RefundState.WAITING, created_at__lt=now - STUCK_AFTER)
    return Refund.objects.filter(failed | stuck)


def _failed_events() -> QuerySet[ProviderEvent]:
    """Those that the sweep tries no more."""
    found: QuerySet[ProviderEvent] = ProviderEvent.objects.filter(state=EventState.FAILED)
    return found.filter(attempts__gte=receiving.TRIES_AT_MOST)


def _events(at_most: int) -> tuple[int, Sequence[Failure]]:
    failed = _failed_events()
    newest = failed.select_related("payment__order").defer("body").order_by("-received_at", "-pk")[:at_most]
    return failed.count(), [_of_event(event) for event in newest]


def _of_event(event: ProviderEvent) -> Failure:
    order = event.payment.order if event.payment else None
    return Failure(
        id=event.pk,
        what=event.kind,
        reason=event.error,
        at=event.received_at,
        order_id=order.pk if order else None,
        number=order.number if order else "",
        can_be_put_aside=True,
    )


def _act_again(*, job_id: int, user: Any, now: datetime) -> None:
    """One that has acted meanwhile is left alone."""
    if ProviderEvent.objects.filter(pk=job_id, state=EventState.FAILED).exists():
        receiving.replay(event_id=job_id, now=now)


@transaction.atomic
def _put_event_aside(*, job_id: int, user: Any, now: datetime) -> None:
    """It does not act any more, also when its provider sends it once more."""
    event = _failed_events().select_for_update(of=("self",)).filter(pk=job_id).first()
    if event is None:
        raise NotFailed
    event.state, event.handled_at = EventState.IGNORED, now
    event.save(update_fields=["state", "handled_at"])
    if event.payment is not None:
        order = event.payment.order
        states.note(order=order, name="put_aside", now=now, user=user, facts={"what": event.kind})


def _refunds(at_most: int) -> tuple[int, Sequence[Failure]]:
    failed = failed_refunds(timezone.now())
    newest = failed.select_related("payment__order").order_by("-created_at", "-pk")[:at_most]
    return failed.count(), [_of_refund(refund) for refund in newest]


def _of_refund(refund: Refund) -> Failure:
    order = refund.payment.order
    return Failure(
        id=refund.pk,
        what=f"{shown_money(refund.money)}, {refund.get_state_display()}",
        reason=refund.error,
        at=refund.created_at,
        order_id=order.pk,
        number=order.number,
        can_be_put_aside=refund.state == RefundState.FAILED,
    )


def _refund_again(*, job_id: int, user: Any, now: datetime) -> None:
    retrying.again(refund_id=job_id, user=user, now=now)


def _put_refund_aside(*, job_id: int, user: Any, now: datetime) -> None:
    retrying.put_aside(refund_id=job_id, user=user, now=now)
