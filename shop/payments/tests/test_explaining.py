"""Money that went back at the provider: staff say for what, and its credit note is made out, once."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from shop.catalogue.models import Offer
from shop.orders.invoices.frozen import Document
from shop.orders.models import Invoice, InvoiceKind, Order, State
from shop.payments import explaining
from shop.payments.exceptions import RefundRefused, SumDiffers
from shop.payments.models import Payment, PaymentState, Refund


@pytest.fixture
def explain(now, django_capture_on_commit_callbacks):
    """explain(refund, 1, 0): it was for so many of each line. explain(refund): it was a price reduction."""

    def say(refund, *quantities, shipping=False, stock=False):
        facts = {"refund_id": refund.pk, "reason": "agreed by telephone", "user": None, "now": now}
        lines = refund.payment.order.lines.order_by("position").values_list("pk", flat=True)
        with django_capture_on_commit_callbacks(execute=True):
            if not quantities and not shipping:
                return explaining.as_reduction(**facts)
            wanted = dict(zip(lines, quantities, strict=False))
            return explaining.for_goods(quantities=wanted, with_shipping=shipping, gives_stock_back=stock, **facts)

    return say


def notes():
    return Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).order_by("pk")


def taxes(invoice):
    return [(row.percent, row.net, row.tax) for row in Document.from_json(invoice.data).taxes]


def test_for_goods_of_that_amount_a_credit_note_is_made_out_once(bank, back, explain, mailoutbox):
    refund = back(1000, quantities=(2, 1), stock_of=5)
    mailoutbox.clear()

    for _again in range(2):
        explain(refund, 1, 0, stock=True)

    note = notes().get()
    order = Order.objects.get()
    assert (note.total, note.about) == (10, str(refund.key))
    assert Document.from_json(note.data).reason == "agreed by telephone"
    assert list(order.lines.order_by("position").values_list("refunded", flat=True)) == [1, 0]
    assert list(Offer.objects.order_by("pk").values_list("stock", flat=True)) == [4, 4]
    assert len(bank.server.books.things["refunds"]) == 1
    assert [mail.subject for mail in mailoutbox] == [f"Credit note for your order {order.number}"]
    assert [name for name, *_rest in mailoutbox[0].attachments] == [f"{note.reference}.pdf"]
    call_command("check_invariants")


@pytest.mark.parametrize("quantities", [(0, 1), (1, 1), (2, 1)])
def test_goods_of_another_amount_are_refused(back, explain, quantities):
    refund = back(500, quantities=(2, 1))

    with pytest.raises(SumDiffers) as refusal:
        explain(refund, *quantities)

    assert str(refusal.value.message).endswith("and €5.00 went back: choose otherwise.")
    assert (notes().count(), Refund.objects.unexplained().count()) == (0, 1)


def test_more_goods_than_were_bought_are_refused(back, explain):
    refund = back(500, quantities=(2,))

    with pytest.raises(RefundRefused):
        explain(refund, 3)


def test_a_price_reduction_credits_an_amount_and_no_pieces(back, explain):
    refund = back(500, quantities=(2, 1))

    for _again in range(2):
        explain(refund)

    note = notes().get()
    lines = Document.from_json(note.data).lines
    assert (note.total, [(line.quantity, line.amounts.total) for line in lines]) == (
        5,
        [(0, Decimal("3.33")), (0, Decimal("1.67"))],
    )
    assert list(Order.objects.get().lines.values_list("refunded", flat=True)) == [0, 0]
    assert Order.objects.get().state == State.COMPLETED
    call_command("check_invariants")


@pytest.fixture
def settle(bank, begin, django_capture_on_commit_callbacks):
    """settle(order): its payment."""

    def pay(order):
        payment = begin(order)
        bank.pay(payment)
        with django_capture_on_commit_callbacks(execute=True):
            bank.deliver()
        return Payment.objects.select_related("order").get(pk=payment.pk)

    return pay


@pytest.fixture
def mixed(settle, make_order):
    """The payment of 12.00 at 20 per cent and 5.50 at 10, tax included."""
    first, second = make_order(quantities=(1, 1), price=Decimal(12)).lines.order_by("position")
    half = Decimal("5.50")
    first.percent, first.net, first.tax = 20, 10, 2
    second.percent, second.net, second.tax = 10, 5, Decimal("0.50")
    second.listed = second.unit = second.price = second.total = half
    first.save()
    second.save()
    Order.objects.update(subtotal=12 + half, total=12 + half, tax=Decimal("2.50"))
    return settle(Order.objects.get())


def test_each_tax_rate_bears_its_share_of_a_reduction(mixed, back, explain):
    explain(back(350, mixed))

    note = notes().get()
    assert taxes(note) == [(20, 2, Decimal("0.40")), (10, 1, Decimal("0.10"))]
    assert (note.total, note.net, note.tax) == (Decimal("3.50"), 3, Decimal("0.50"))
    call_command("check_invariants")


def test_reductions_and_pieces_together_are_the_invoice_by_rate_to_the_cent(bank, mixed, back, explain, give_back):
    for cents in (333, 101, 7):
        explain(back(cents, mixed))
    mixed.refresh_from_db()

    give_back(mixed, 1, 0)
    mixed.refresh_from_db()
    give_back(mixed, 0, 1)

    mixed.refresh_from_db()
    sums = {}
    for percent, net, tax in (row for note in notes() for row in taxes(note)):
        before = sums.get(percent, (0, 0))
        sums[percent] = (before[0] + net, before[1] + tax)
    assert sums == {20: (10, 2), 10: (5, Decimal("0.50"))}
    assert (mixed.state, mixed.refunded, Order.objects.get().state) == (
        PaymentState.REFUNDED,
        Decimal("17.50"),
        State.REFUNDED,
    )
    call_command("check_invariants")


def test_a_piece_whose_price_was_reduced_goes_back_for_what_it_cost_then(paid, back, explain, give_back):
    payment = paid(quantities=(2,))
    explain(back(400, payment))
    payment.refresh_from_db()

    amounts = [give_back(payment, 1).amount for _piece in range(2)]

    assert amounts == [8, 8]
    assert sum(note.total for note in notes()) == 20
    call_command("check_invariants")


def test_pieces_that_went_back_before_a_reduction_have_no_share_in_it(paid, back, explain, give_back):
    payment = paid(quantities=(5,))
    give_back(payment, 2)
    explain(back(1500, payment))
    payment.refresh_from_db()

    amounts = [give_back(payment, 1).amount for _piece in range(3)]

    assert amounts == [5, 5, 5]
    assert sum(note.total for note in notes()) == 50
    call_command("check_invariants")


def test_what_was_for_shipping_is_credited_as_shipping(settle, make_order, back, explain):
    make_order()
    Order.objects.update(shipping=2, shipping_name="Post", total=12)

    explain(back(200, settle(Order.objects.get())), shipping=True)

    document = Document.from_json(notes().get().data)
    assert (document.lines, document.shipping.amounts.total) == ((), 2)
    assert Refund.objects.get().shipping == 2
    call_command("check_invariants")


def test_more_than_is_still_paid_is_no_reduction(paid, back, explain):
    refund = back(500, paid())
    Refund.objects.filter(pk=refund.pk).update(amount=11)

    with pytest.raises(RefundRefused):
        explain(refund)

    assert notes().count() == 0


def test_a_part_before_all_went_back_becomes_a_reduction_too(paid, back, explain):
    payment = paid()
    first = back(100, payment)
    back(900, payment)

    explain(first)

    assert [note.total for note in notes()] == [9, 1]
    assert Order.objects.get().state == State.REFUNDED
    call_command("check_invariants")
