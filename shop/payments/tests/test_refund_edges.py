"""Refunds that wait, fail, or come by another way than the money did."""

import uuid
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from shop.orders.models import DownloadRight, Invoice, InvoiceKind, Order, OrderEvent, OrderLine, State
from shop.payments import refunding, settlement, unanswered
from shop.payments.base import Fetched, Refunded, Standing
from shop.payments.exceptions import ProviderOff
from shop.payments.models import Payment, PaymentState, Refund, RefundState
from shop.payments.sandbox.server import paying
from shop.payments.sandbox.server.books import Fault
from stoa.accounts.models import User
from stoa.core.money import Money


@pytest.fixture
def shop_manager(db):
    user = User.objects.create_user("manager@example.org", "pw", handle="manager")
    user.groups.add(Group.objects.get(name="Shop managers"))
    return user


@pytest.fixture
def mixed(paid):
    """mixed(): the payment of one parcel and one download."""

    def pay():
        payment = paid(quantities=(1, 1))
        OrderLine.objects.filter(pk=payment.order.lines.order_by("position")[0].pk).update(ships=True)
        Order.objects.update(state=State.PAID)
        return payment

    return pay


def test_paid_by_hand_goes_back_by_hand_also_where_transfers_are_not_offered(
    bank, shop_manager, client, make_order, settings, django_capture_on_commit_callbacks
):
    settings.PAYMENT_PROVIDERS = ["sandbox"]
    order = make_order()
    client.force_login(shop_manager)
    client.post(reverse("shop_orders:act", args=[order.pk, "paid"]), {"reason": "cash"})
    address, wishes = reverse("shop_refund", args=[order.pk]), {f"line-{order.lines.get().pk}": "1"}

    preview = client.post(address, wishes | {"key": str(uuid.uuid4())})
    wishes |= {"key": str(preview.context["key"]), "confirm": "yes", "total": "10.00"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, wishes)

    [refund] = Refund.objects.to_send(["invoice"])
    sent = reverse("shop_refund_sent", args=[refund.pk])
    listed = [client.get(reverse("shop_payments:index"), {"to_send": "true"}).context["object_list"].count()]
    page = client.get(reverse("shop_orders:inspect", args=[order.pk])).text
    for _ in range(2):
        after = client.post(sent, follow=True).text
        listed.append(client.get(reverse("shop_payments:index"), {"to_send": "true"}).context["object_list"].count())

    assert listed == [1, 0, 0]
    assert f'action="{sent}"' in page
    assert "The transfer of €10.00 to the buyer was sent" in after
    assert order.events.filter(name="transfer_sent").count() == 1
    assert "Send the money yourself: nothing goes back by itself." in preview.context["consequences"]
    assert (Refund.objects.get().state, Order.objects.get().state) == (RefundState.DONE, State.REFUNDED)


def test_what_was_paid_in_a_way_that_is_turned_off_does_not_go_back_and_staff_read_why(
    client, shop_manager, paid, settings
):
    payment = paid()
    settings.PAYMENT_PROVIDERS = ["invoice"]
    client.force_login(shop_manager)
    wishes = {f"line-{payment.order.lines.get().pk}": "1", "key": str(uuid.uuid4())}

    page = client.post(reverse("shop_refund", args=[payment.order_id]), wishes, follow=True)

    assert [str(message) for message in page.context["messages"]] == [str(ProviderOff.message)]
    assert Refund.objects.count() == 0


def test_an_order_with_nothing_left_to_ship_is_completed(mixed, give_back):
    give_back(mixed(), 1, 0)

    assert Order.objects.get().state == State.COMPLETED


def test_what_may_still_fail_does_not_complete_an_order(mixed, give_back, now):
    payment = mixed()
    parcel = give_back(payment, 1, 0, sends=False)
    download = give_back(payment, 0, 1, sends=False)

    Payment.objects.update(amount=payment.amount + 1)  # So that it is not all of it.
    refunding.learn(refund_id=download.pk, told=Refunded(reference="re_1"), now=now)
    refunding.fail(refund_id=parcel.pk, error="no", now=now)

    assert Order.objects.get().state == State.PAID


def test_a_long_answer_of_a_provider_is_cut(paid, give_back, now):
    refund = give_back(paid(), 1, sends=False)

    refunding.fail(refund_id=refund.pk, error="x" * 900, now=now)

    refund.refresh_from_db()
    assert (refund.state, len(refund.error)) == (RefundState.FAILED, 500)
    assert max(len(event.reason) for event in OrderEvent.objects.all()) == 500


def test_rights_stay_while_a_piece_is_still_paid(paid, give_back, now):
    payment = paid(quantities=(2,), kind="download")
    first, second = give_back(payment, 1, sends=False), give_back(payment, 1, sends=False)

    refunding.learn(refund_id=second.pk, told=Refunded(reference="re_1"), now=now)
    refunding.fail(refund_id=first.pk, error="no", now=now)

    assert (payment.order.lines.get().refunded, DownloadRight.objects.kept().count()) == (1, 1)
    call_command("check_invariants")


def test_rights_end_with_the_last_piece_that_went_back(paid, give_back, now):
    payment = paid(quantities=(2,), kind="download")
    refunds = [give_back(payment, 1, sends=False) for _ in range(2)]

    for refund in refunds:
        refunding.learn(refund_id=refund.pk, told=Refunded(reference=f"re_{refund.pk}"), now=now)

    assert DownloadRight.objects.kept().count() == 0


@pytest.fixture
def three_for_ten(bank, begin, make_order, django_capture_on_commit_callbacks):
    """The payment of three pieces that cost 10.00 together."""
    order = make_order(quantities=(3,), price=Decimal("3.50"))
    order.lines.update(discount=Decimal("0.50"), total=10, net=10, tax=0)
    Order.objects.update(discount=Decimal("0.50"), total=10, tax=0)
    payment = begin(Order.objects.get())
    bank.pay(payment)
    with django_capture_on_commit_callbacks(execute=True):
        bank.deliver()
    return Payment.objects.select_related("order").get()


def credited():
    notes = Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).order_by("pk")
    return list(notes.values_list("total", flat=True))


def test_pieces_are_the_whole_also_when_one_between_failed(three_for_ten, give_back, now):
    first, second = (give_back(three_for_ten, 1, sends=False) for _ in range(2))
    refunding.learn(refund_id=second.pk, told=Refunded(reference="re_1"), now=now)
    refunding.fail(refund_id=first.pk, error="no", now=now)

    rest = give_back(three_for_ten, 2)

    assert (first.amount, second.amount, rest.amount) == (Decimal("3.33"), Decimal("3.34"), Decimal("6.66"))
    assert credited() == [Decimal("3.34"), Decimal("6.66")]
    assert Order.objects.get().state == State.REFUNDED
    call_command("check_invariants")


def test_the_rest_goes_back_after_a_part_at_the_provider(bank, paid, give_back):
    payment = paid()
    paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": "100"})
    bank.deliver()
    payment.refresh_from_db()

    rest = give_back(payment, 1)

    assert (rest.amount, credited(), Order.objects.get().state) == (9, [9], State.REFUNDED)
    call_command("check_invariants")


def test_all_at_the_provider_after_a_part_is_written_down(bank, paid):
    payment = paid()
    for amount in ("100", "900"):
        paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": amount})
        bank.deliver()

    assert [refund.amount for refund in Refund.objects.order_by("pk")] == [1, 9]
    assert (credited(), Order.objects.get().state) == ([9], State.REFUNDED)


def test_what_the_preview_did_not_say_is_shown_first(client, shop_manager, paid, give_back):
    payment = paid(quantities=(3,))
    client.force_login(shop_manager)
    address = reverse("shop_refund", args=[payment.order_id])
    wishes = {f"line-{payment.order.lines.get().pk}": "1", "key": str(uuid.uuid4())}
    client.post(address, wishes)

    answer = client.post(
        address, wishes | {f"line-{payment.order.lines.get().pk}": "2", "confirm": "yes", "total": "10.00"}
    )

    assert (answer.status_code, Refund.objects.count()) == (200, 0)
    assert answer.context["total"] == Money(Decimal(20), "EUR")
    assert 'name="total" value="20.00"' in answer.text


def test_the_key_of_another_refund_is_refused(client, shop_manager, paid, give_back):
    other, payment = paid(quantities=(2,)), paid()
    key = give_back(other, 1).key
    client.force_login(shop_manager)
    wishes = {f"line-{payment.order.lines.get().pk}": "1", "key": str(key), "confirm": "yes", "total": "10.00"}

    answer = client.post(reverse("shop_refund", args=[payment.order_id]), wishes)

    assert (answer.status_code, Refund.objects.count()) == (200, 1)


def test_a_late_refund_that_had_gone_back_is_done(bank, paid, give_back, now):
    payment = paid(quantities=(2,))
    refund = give_back(payment, 1, sends=False)
    paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": "1000"})
    Refund.objects.update(created_at=now - timedelta(hours=21))

    unanswered.send_missed()

    refund.refresh_from_db()
    assert (refund.state, Refund.objects.count()) == (RefundState.DONE, 1)


def test_a_refund_that_lay_in_the_queue_for_a_day_is_not_sent(bank, paid, give_back, now):
    payment = paid(quantities=(2,))
    bank.server.books.faults.append(Fault("cut", times=3, path="/v1/refunds"))
    refund = give_back(payment, 1)
    bank.server.books.answered.clear()
    Refund.objects.update(created_at=now - timedelta(hours=25))

    refunding.send(refund.pk)

    refund.refresh_from_db()
    assert (refund.state, len(bank.server.books.things["refunds"])) == (RefundState.WAITING, 1)


def test_a_late_refund_waits_while_nobody_can_say(bank, paid, give_back, now):
    refund = give_back(paid(), 1, sends=False)
    bank.server.books.faults.append(Fault("500", times=9, path="/v1/checkout/sessions"))
    Refund.objects.update(created_at=now - timedelta(hours=21))

    unanswered.send_missed()

    refund.refresh_from_db()
    assert refund.state == RefundState.WAITING


def test_who_got_a_wrong_amount_back_can_pay_once_more(bank, begin, make_order, now):
    payment, nine = begin(make_order()), Money(Decimal(9), "EUR")
    came = Fetched(standing=Standing.PAID, amount=nine, charge="pi_1")
    settlement.settle(payment_id=payment.pk, facts=came, now=now)

    for _again in range(2):
        settlement.settle(payment_id=payment.pk, facts=replace(came, refunded=nine), now=now)

    payment.refresh_from_db()
    assert payment.state == PaymentState.REFUNDED
    assert begin(payment.order).attempt == 2
    call_command("check_invariants")


def test_a_wrong_amount_that_went_back_in_part_is_still_held(bank, begin, make_order, now):
    payment, nine = begin(make_order()), Money(Decimal(9), "EUR")
    came = Fetched(standing=Standing.PAID, amount=nine, charge="pi_1", refunded=Money(Decimal(4), "EUR"))

    settlement.settle(payment_id=payment.pk, facts=came, now=now)

    payment.refresh_from_db()
    assert payment.state == PaymentState.HELD


def test_a_failed_debit_leaves_the_time_of_a_transfer(bank, begin, make_order, now):
    order = make_order()
    until = begin(order, "invoice").expires_at
    debit = begin(order)

    for standing in (Standing.PENDING, Standing.FAILED):
        settlement.settle(payment_id=debit.pk, facts=Fetched(standing=standing), now=now)

    order.refresh_from_db()
    assert order.expires_at >= until
