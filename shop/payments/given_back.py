"""What of an order's money has gone back, for the page of its buyer: payments that it never used are not of it."""

from decimal import Decimal

from shop.orders.models import Order
from shop.orders.paying import GivenBack
from shop.payments import registry
from shop.payments.models import Refund, RefundState
from stoa.core.money import Money


def of_order(order: Order) -> GivenBack:
    """One query. What the buyer's bank has sent back is still on its way: staff find another one."""
    refunds = Refund.objects.filter(payment__order=order, is_return=False, is_surplus=False)
    sums, by_hand = {True: Decimal(0), False: Decimal(0)}, registry.by_hand()
    for refund in refunds.exclude(state=RefundState.FAILED).select_related("payment"):
        is_sent = refund.sent_at is not None or refund.payment.provider not in by_hand
        sums[refund.state == RefundState.DONE and is_sent and not refund.error] += refund.amount
    return GivenBack(done=Money(sums[True], order.currency), under_way=Money(sums[False], order.currency))
