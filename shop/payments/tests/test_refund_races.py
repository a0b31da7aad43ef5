"""Refunds that end at once, or about which many decide at once."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils import timezone

from shop.catalogue.models import Offer
from shop.orders import placing
from shop.orders.models import Cart, CartLine, Invoice, InvoiceKind
from shop.orders.quoting import Buyer, quote
from shop.payments.models import Payment, PaymentState, Refund, RefundState
from shop.payments.sandbox.server import paying
from shop.payments.sandbox.server.books import Fault
from stoa.core.tests.racing import COMMITTING, race

SETTLE = "shop.payments.tests.tellers:all_went_back"
SAY = "shop.payments.tests.tellers:say"


def order_of(*offers):
    now, buyer = timezone.now(), Buyer(language="en", user=AnonymousUser(), email="buyer@example.com", country="BG")
    cart = Cart.objects.create(changed_at=now)
    for offer in offers:
        CartLine.objects.create(
            cart=cart, offer=offer, quantity=1, price_seen=offer.price, currency="EUR", added_at=now
        )
    total = quote(cart=cart, buyer=buyer, now=now).total
    purchase = placing.Purchase(checkout_key=cart.checkout_key, buyer=buyer, total=total)
    return placing.place(cart=cart, purchase=purchase, now=now)


@COMMITTING
def test_two_waiting_refunds_that_end_in_one_event_lock_their_goods_in_one_order(
    bank, begin, make_offer, give_back, tmp_path
):
    offers = [make_offer(sku, stock_of=20, ships=False) for sku in ("A-1", "B-1")]
    payments = [begin(order_of(*offers)) for _each in range(6)]
    for payment in payments:
        bank.pay(payment)
    bank.deliver()
    bank.server.books.faults.append(Fault("500", times=99, path="/v1/refunds"))
    for number, payment in enumerate(Payment.objects.select_related("order").order_by("pk")):
        wishes = [(1, 0), (0, 1)] if number % 2 else [(0, 1), (1, 0)]
        for quantities in wishes:
            give_back(payment, *quantities, stock=True)
    waiting = Refund.objects.filter(state=RefundState.WAITING).count()

    answers = race(SETTLE, [str(payment.pk) for payment in payments], tmp_path)

    assert (waiting, answers) == (12, [PaymentState.REFUNDED] * 6)
    assert list(Offer.objects.values_list("stock", flat=True)) == [20, 20]
    call_command("check_invariants")


@COMMITTING
def test_many_who_say_for_what_money_was_make_out_one_credit_note(bank, begin, make_order, tmp_path):
    payment = begin(make_order(quantities=(2,)))
    bank.pay(payment)
    bank.deliver()
    paying.refund(bank.server.books, {"payment_intent": bank.intent(payment), "amount": "500"})
    bank.deliver()
    refund = Refund.objects.get()

    answers = race("shop.payments.tests.tellers:explain", [str(refund.pk)] * 8, tmp_path)

    assert set(answers) == {str(refund.pk)}
    assert [note.total for note in Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE)] == [5]
    call_command("check_invariants")


@COMMITTING
def test_many_who_order_a_failed_refund_once_more_order_one(bank, begin, make_order, give_back, tmp_path):
    payment = begin(make_order(quantities=(2,)))
    bank.pay(payment)
    bank.deliver()
    Payment.objects.update(charge="pi_unknown")
    refund = give_back(Payment.objects.select_related("order").get(), 1)

    answers = race("shop.payments.tests.tellers:order_again", [str(refund.pk)] * 8, tmp_path)

    refund.refresh_from_db()
    assert (refund.state, Refund.objects.count()) == (RefundState.FAILED, 2)
    assert set(answers) == {str(refund.retry.pk)}
    call_command("check_invariants")


@COMMITTING
def test_of_many_who_say_how_a_refund_stands_the_first_is_believed(bank, begin, make_order, give_back, tmp_path):
    payment = begin(make_order(quantities=(2,)))
    bank.pay(payment)
    bank.deliver()
    bank.server.books.faults.append(Fault("500", times=99, path="/v1/refunds"))
    refund = give_back(Payment.objects.select_related("order").get(), 1)
    Refund.objects.update(created_at=timezone.now() - timedelta(days=1))

    answers = race(SAY, [f"{refund.pk} {answer}" for answer in ("gone", "not_gone") * 4], tmp_path)

    refund.refresh_from_db()
    is_done = refund.state == RefundState.DONE
    assert sorted(answers) == ["NothingToSay"] * 7 + ["gone" if is_done else "not_gone"]
    assert refund.payment.refunded == (10 if is_done else 0)
    assert Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).count() == is_done
    call_command("check_invariants")
