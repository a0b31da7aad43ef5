"""The one way to lock a payment: its order first, so that two who act on it wait for each other and never in a ring."""

from shop.orders import states
from shop.orders.models import Order
from shop.payments.models import Payment, ProviderEvent, Refund


def locked(payment_id: int) -> tuple[Order, Payment]:
    """The payment's order and the payment as they are now, locked until the transaction ends.

    Raises Payment.DoesNotExist.
    """
    order = states.locked(Payment.objects.values_list("order_id", flat=True).get(pk=payment_id))
    return order, Payment.objects.select_for_update().get(pk=payment_id)


def locked_refund(refund_id: int) -> tuple[Order, Payment, Refund]:
    """The same with a refund of the payment. Raises Refund.DoesNotExist."""
    order, payment = locked(Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id))
    return order, payment, Refund.objects.select_for_update().get(pk=refund_id)


def locked_event(event_id: int) -> ProviderEvent:
    """An event, after the payment that it is about, where that is known. Raises ProviderEvent.DoesNotExist."""
    payment_id = ProviderEvent.objects.values_list("payment_id", flat=True).get(pk=event_id)
    if payment_id is not None:
        locked(payment_id)
    return ProviderEvent.objects.select_for_update().get(pk=event_id)
