"""Refunds that wait, fail, or come by another way than the money did."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from shop.orders.models import DownloadRight, Order, OrderEvent, OrderLine, State
from shop.payments import refunding
from shop.payments.base import Refunded
from shop.payments.models import Payment, Refund, RefundState
from stoa.accounts.models import User


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
    wishes |= {"key": str(preview.context["wishes"].key), "confirm": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, wishes)

    assert "Send the money yourself: nothing goes back by itself." in preview.context["consequences"]
    assert (Refund.objects.get().state, Order.objects.get().state) == (RefundState.DONE, State.REFUNDED)


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
