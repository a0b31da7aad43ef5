"""Account and reference of a bank transfer that a buyer has chosen, for pages and mails."""

from django.conf import settings

from shop.orders.models import Order
from shop.orders.paying import Transfer
from shop.payments import registry
from shop.payments.models import Payment, PaymentState


def awaited(order: Order) -> Transfer | None:
    """None unless one was begun that may still come."""
    begun = order.payments.filter(provider__in=registry.by_hand(), state=PaymentState.OPEN)
    payment = begun.exclude(reference="").first()
    return transfer_of(payment) if payment is not None else None


def transfer_of(payment: Payment) -> Transfer:
    return Transfer(account=settings.BANK_ACCOUNT, reference=payment.reference, money=payment.money)
