"""Disputes: staff are told of the beginning and of the end of each, once.

Nothing moves by itself: a person answers at the provider (docs/howto/take-payments.md).
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shop.payments import locking, telling
from shop.payments.models import Dispute, Payment, PaymentDispute

#: The first that is true of any of its disputes is what a payment shows.
WORST_FIRST = (Dispute.OPEN, Dispute.LOST, Dispute.CLOSED, Dispute.WON)
#: As long as the field.
REFERENCE_LENGTH = 255


@transaction.atomic
def learn(*, payment_id: int, reference: str, state: Dispute, now: datetime) -> None:
    """How a dispute stands, whoever tells it and how often; what is over stays over, told in whichever order."""
    order, payment = locking.locked(payment_id)
    found = payment.disputes.filter(reference=reference[:REFERENCE_LENGTH]).first()
    if found is not None and state in (found.state, Dispute.OPEN):
        return
    dispute = found or PaymentDispute(payment=payment, reference=reference[:REFERENCE_LENGTH])
    dispute.state, dispute.told_at = state, now
    dispute.save()
    payment.dispute = _worst(payment)
    payment.save(update_fields=["dispute"])
    what = telling.in_words(_("dispute %(reference)s: %(state)s"), reference=dispute.reference, state=state.label)
    telling.tell_staff(order=order, what=telling.of_payment(payment, what), now=now)


def _worst(payment: Payment) -> Dispute:
    states = set(payment.disputes.values_list("state", flat=True))
    return next(state for state in WORST_FIRST if state in states)
