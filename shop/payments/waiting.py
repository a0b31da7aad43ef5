"""How long the goods of an order wait for its payment, while one is on its way, is looked at, failed or went back."""

from datetime import datetime, timedelta

from django.conf import settings

from shop.orders import holding
from shop.orders.exceptions import TransitionRefused
from shop.orders.models import Order, OrderMail
from shop.payments.models import PaymentState, Refund


def hold_goods(*, order: Order, until: datetime, now: datetime) -> None:
    """As long as they are still held at all, and no shorter than for another attempt that can be paid."""
    others = order.payments.filter(state=PaymentState.OPEN).values_list("expires_at", flat=True)
    until = max([until, *(moment for moment in others if moment is not None)])
    try:
        holding.hold(order_id=order.pk, until=until, now=now)
    except TransitionRefused:
        return


def let_pay_again(*, order: Order, now: datetime) -> None:
    """The goods are not held any longer for somebody to look or for a bank, but long enough to pay."""
    _hold_to_pay(order, now + timedelta(hours=settings.PAYMENT_HOURS), now)


def let_pay_after_failure(*, order: Order, now: datetime) -> None:
    """The same, when the mail about a payment that failed is owed: once, and not anew with each that fails."""
    _hold_to_pay(order, max(last_begin(order), now), now)


def _hold_to_pay(order: Order, until: datetime, now: datetime) -> None:
    if not order.payments.under_way().exists():
        hold_goods(order=order, until=until, now=now)


def can_be_paid(order: Order, now: datetime) -> bool:
    """Are its goods still held, and is no other payment on its way or looked at?"""
    return order.is_waiting and order.expires_at > now and not order.payments.under_way().exists()


def last_begin(order: Order) -> datetime:
    """When nobody can begin any more to pay what was ordered, or what can be paid once more since a first payment
    failed or somebody has decided about one.
    """
    decided = OrderMail.objects.filter(order=order, name="payable").order_by("-created_at")
    # The first one: who begins again and again shall not hold the goods for ever.
    failed = OrderMail.objects.filter(order=order, name="unpaid").order_by("created_at")
    returned = Refund.objects.filter(payment__order=order, is_return=True).order_by("-created_at")
    since = [rows.values_list("created_at", flat=True).first() for rows in (decided, failed, returned)]
    moments = [order.placed_at, *(moment for moment in since if moment is not None)]
    return max(moments) + timedelta(hours=settings.PAYMENT_HOURS)
