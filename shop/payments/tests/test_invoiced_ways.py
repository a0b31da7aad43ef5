"""M16: what an invoice says of the payment."""

from shop.orders import settling
from shop.orders.models import Invoice
from shop.payments import held


def test_m16_invoice_says_in_which_way_it_was_paid(paid, hold, make_order, now):
    in_sandbox = paid().order
    accepted = hold(1200)
    held.accept(payment_id=accepted.pk, seen=accepted.money, user=None, now=now)
    by_transfer = make_order()
    settling.mark_paid(order_id=by_transfer.pk, now=now)

    ways = {invoice.order: invoice.data["paid_by"] for invoice in Invoice.objects.select_related("order")}

    assert ways == {in_sandbox: "Test payment", accepted.order: "Test payment", by_transfer: "Bank transfer"}
