"""What mails about payments know besides the order."""

from typing import Any

from django.utils import timezone

from shop.orders.models import OrderEvent, OrderMail
from shop.payments import transfers, waiting
from shop.payments.models import Payment, PaymentState, Refund


def of_refund(mail: OrderMail) -> dict[str, Any]:
    """`refund` with its lines, and how it stands with the order (see emails/order_refunded.html)."""
    order = mail.order
    refund = Refund.objects.filter(key=mail.about).prefetch_related("lines__line").first()
    is_under_way = order.payments.under_way().exists()
    can_be_paid = waiting.can_be_paid(order, timezone.now())
    return {"refund": refund, "is_kept": order.is_settled, "is_under_way": is_under_way, "can_be_paid": can_be_paid}


def of_unpaid(mail: OrderMail) -> dict[str, Any] | None:
    """How the order stands (see emails/order_unpaid.html); None when it was paid otherwise meanwhile."""
    order = mail.order
    if order.is_settled:
        return None
    is_under_way = order.is_waiting and order.payments.under_way().exists()
    return {"can_be_paid": waiting.can_be_paid(order, timezone.now()), "is_under_way": is_under_way}


def of_transfer(mail: OrderMail) -> dict[str, Any] | None:
    """`transfer` that the buyer has chosen to make; None when it is not waited for any more."""
    payment = Payment.objects.get(pk=mail.about)
    if not mail.order.is_waiting or payment.state != PaymentState.OPEN:
        return None
    return {"transfer": transfers.transfer_of(payment)}


def of_payable(mail: OrderMail) -> dict[str, Any] | None:
    """Nothing more, or None when the order cannot be paid any more, or is."""
    return {} if waiting.can_be_paid(mail.order, timezone.now()) else None


def of_attention(mail: OrderMail) -> dict[str, Any]:
    """`what` a person must look at, as the history of the order has it (`telling.tell_staff`)."""
    return {"what": OrderEvent.objects.values_list("reason", flat=True).get(pk=mail.about.split()[0])}
