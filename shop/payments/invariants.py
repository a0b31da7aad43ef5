"""What must always hold of payments, for the command that looks whether it does."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, DecimalField, F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from shop.orders.models import SETTLED, Order, OrderLine
from shop.payments.models import EventState, Payment, PaymentState, ProviderEvent, RefundState
from stoa.core import invariants
from stoa.core.amounts import summed

#: After so long a provider's event has been handled, or tried again often.
SETTLES_WITHIN = timedelta(minutes=10)


def register() -> None:
    invariants.register("paid orders and payments", paid_without_payment)
    invariants.register("refunds and payments", wrong_refunds)
    invariants.register("refunded lines", wrong_lines)
    invariants.register("events of providers", events_left)


def paid_without_payment() -> list[str]:
    """Orders that are paid without a payment, and payments received of orders that are not. Two queries."""
    received = Count("payments", filter=Q(payments__state=PaymentState.SETTLED))
    orders = Order.objects.filter(total__gt=0).annotate(received=received)
    wrong = orders.filter(state__in=SETTLED).exclude(received=1) | orders.exclude(state__in=SETTLED).exclude(received=0)
    rows = wrong.order_by("pk").values_list("number", "state", "received")
    found = [f"Order {number}: {state}, payments received: {number_of}" for number, state, number_of in rows]
    settled = Payment.objects.filter(state=PaymentState.SETTLED).annotate(used=summed(F("amount") - F("surplus")))
    other = settled.exclude(used=summed(F("order__total")), currency=F("order__currency")).order_by("pk")
    return found + [f"Payment {pk}: is not what its order costs" for pk in other.values_list("pk", flat=True)]


def wrong_refunds() -> list[str]:
    """Payments of which more went back than was paid, or whose sum is not that of its refunds. One query."""
    kept = ~Q(refunds__state=RefundState.FAILED)
    sums = summed(Coalesce(Sum("refunds__amount", filter=kept), Value(Decimal(0)), output_field=DecimalField()))
    wrong = Payment.objects.annotate(of_refunds=sums).filter(
        ~Q(of_refunds=summed(F("refunded"))) | Q(refunded__gt=F("amount"))
    )
    rows = wrong.order_by("pk").values_list("pk", "amount", "refunded", "of_refunds")
    return [f"Payment {pk}: paid {paid}, given back {back}, refunds {sum_}" for pk, paid, back, sum_ in rows]


def wrong_lines() -> list[str]:
    """Lines that say another quantity is given back than their refunds do. One query."""
    kept = ~Q(refund_lines__refund__state=RefundState.FAILED)
    told = Coalesce(Sum("refund_lines__quantity", filter=kept), 0)
    wrong = OrderLine.objects.annotate(told=told).exclude(told=F("refunded")).order_by("pk")
    return [
        f"Order line {pk}: refunded {number}, its refunds say {said}"
        for pk, number, said in wrong.values_list("pk", "refunded", "told")
    ]


def events_left() -> list[str]:
    """Events that nobody has handled or held, although they had time. One query."""
    late = ProviderEvent.objects.filter(
        state__in=[EventState.RECEIVED, EventState.FAILED], received_at__lt=timezone.now() - SETTLES_WITHIN
    )
    return [f"Event {event_id}: {state}" for event_id, state in late.order_by("pk").values_list("event_id", "state")]
