"""What mails about payments know besides the order."""

from typing import Any

from shop.orders.models import OrderEvent, OrderMail
from shop.payments import transfers
from shop.payments.models import Payment, Refund


def of_refund(mail: OrderMail) -> dict[str, Any]:
    """`refund` with its lines, whether the order itself is still paid, and whether it can be paid once more."""
    refund = Refund.objects.filter(key=mail.about).prefetch_related("lines__line").first()
    return {"refund": refund, "is_kept": mail.order.is_settled, "can_be_paid": mail.order.is_waiting}


def of_transfer(mail: OrderMail) -> dict[str, Any]:
    """`transfer` that the buyer has chosen to make."""
    return {"transfer": transfers.transfer_of(Payment.objects.get(pk=mail.about))}


def of_attention(mail: OrderMail) -> dict[str, Any]:
    """`what` a person must look at, as the history of the order has it (`telling.tell_staff`)."""
    return {"what": OrderEvent.objects.values_list("reason", flat=True).get(pk=mail.about.split()[0])}
