"""A held payment that many decide about at once, while its provider tells of it."""

from django.core.management import call_command

from shop.orders.models import Invoice
from shop.payments.models import PaymentState, Refund
from stoa.core.tests.racing import COMMITTING, race

DECIDE = "shop.payments.tests.tellers:decide"


@COMMITTING
def test_many_who_decide_at_once_decide_once(bank, begin, make_order, tmp_path):
    payment = begin(make_order())
    bank.server.books.find("sessions", payment.reference)["amount_total"] = 1200
    bank.pay(payment)
    bank.deliver()
    wishes = [f"{payment.pk} {name} 12.00" for name in ("accept", "give_back", "tell") * 4]

    answers = race(DECIDE, wishes, tmp_path)

    payment.refresh_from_db()
    kept = payment.state == PaymentState.SETTLED
    assert kept or payment.state in (PaymentState.RETURNING, PaymentState.REFUNDED)
    assert answers.count("NotHeld") == 4
    assert (Refund.objects.count(), Refund.objects.get().amount) == (1, 2 if kept else 12)
    assert Invoice.objects.count() == kept
    call_command("check_invariants")
