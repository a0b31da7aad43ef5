"""Payments, refunds, and what providers have told."""

from shop.payments.models.disputes import PaymentDispute
from shop.payments.models.events import EventState, ProviderEvent
from shop.payments.models.payments import UNDECIDED, Dispute, Payment, PaymentState
from shop.payments.models.refunds import Refund, RefundLine, RefundState

__all__ = [
    "UNDECIDED",
    "Dispute",
    "EventState",
    "Payment",
    "PaymentDispute",
    "PaymentState",
    "ProviderEvent",
    "Refund",
    "RefundLine",
    "RefundState",
]
