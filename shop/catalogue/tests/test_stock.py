"""Stock: held, sold, given back, and every change in the ledger."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shop.catalogue import invariants, stock
from shop.catalogue.exceptions import NotCounted, OutOfStock
from shop.catalogue.models import Offer, Reservation, StockMovement, StockReason
from shop.catalogue.signals import stock_changed

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def reserve(now):
    """reserve({offer: 2}, "order", now=…): hold for half an hour."""

    @transaction.atomic
    def hold(quantities, owner_key="order", now=now):
        wanted = {offer.pk: quantity for offer, quantity in quantities.items()}
        stock.reserve(quantities=wanted, owner_key=owner_key, until=now + HALF_AN_HOUR, now=now)

    return hold


def left(offer):
    offer.refresh_from_db()
    return offer.stock, offer.owed


def ledger(offer):
    return list(StockMovement.objects.filter(offer=offer).order_by("pk").values_list("change", "reason", "owner_key"))


def test_m24_what_is_reserved_cannot_be_sold_again(make_offer, reserve, now):
    offer = make_offer(stock_of=3)

    reserve({offer: 2}, "one")

    with pytest.raises(OutOfStock) as refused:
        reserve({offer: 2}, "two")
    assert refused.value.lines == [(offer.pk, 2, 1)]
    assert left(offer) == (1, 0)
    assert stock.available([offer.pk], now) == {offer.pk: 1}
    assert ledger(offer) == [(3, "counted", ""), (-2, "reserved", "one")]


def test_m24_all_or_nothing_is_reserved(make_offer, reserve):
    plenty, few = make_offer("A", stock_of=9), make_offer("B", stock_of=1)

    with pytest.raises(OutOfStock) as refused:
        reserve({plenty: 2, few: 2})

    assert refused.value.lines == [(few.pk, 2, 1)]
    assert left(plenty) == (9, 0)
    assert not Reservation.objects.exists()


def test_m24_expired_reservation_goes_back_by_the_sweep(make_offer, reserve, now):
    offer = make_offer(stock_of=3)
    reserve({offer: 2}, "late", now=now - HALF_AN_HOUR)
    reserve({offer: 1}, "in time")

    stock.release_expired()
    stock.release_expired()

    assert left(offer) == (2, 0)
    assert list(Reservation.objects.values_list("owner_key", flat=True)) == ["in time"]
    assert invariants.problems() == []


def test_m24_expired_reservation_is_free_before_the_sweep(make_offer, reserve, now):
    offer = make_offer(stock_of=3)
    reserve({offer: 3}, "late", now=now - HALF_AN_HOUR)

    free = stock.available([offer.pk], now)
    reserve({offer: 3}, "next")

    assert free == {offer.pk: 3}
    assert left(offer) == (0, 0)
    assert list(Reservation.objects.values_list("owner_key", flat=True)) == ["next"]


def test_m24_reserving_again_replaces_what_the_owner_held_of_the_same(make_offer, reserve):
    one, two, three = (make_offer(name, stock_of=3) for name in "ABC")
    reserve({one: 3, three: 1})

    reserve({one: 2, two: 1})

    assert (left(one), left(two), left(three)) == ((1, 0), (2, 0), (2, 0))
    assert invariants.problems() == []


def test_released_twice_goes_back_once(make_offer, reserve, now):
    offer = make_offer(stock_of=3)
    reserve({offer: 2})

    stock.release(owner_key="order", now=now)
    stock.release(owner_key="order", now=now)

    assert left(offer) == (3, 0)


def test_what_is_taken_is_sold_once_and_never_released(make_offer, reserve, now):
    offer = make_offer(stock_of=3)
    reserve({offer: 2})

    taken = [stock.take(owner_key="order", now=now), stock.take(owner_key="order", now=now)]
    stock.release(owner_key="order", now=now)

    assert taken == [{offer.pk: 2}, {}]
    assert left(offer) == (1, 0)
    assert ledger(offer)[1:] == [(-2, "reserved", "order"), (0, "sold", "order")]


def test_reservation_that_expired_can_be_taken_until_it_is_swept(make_offer, reserve, now):
    offer = make_offer(stock_of=3)
    reserve({offer: 2}, now=now - HALF_AN_HOUR)

    assert stock.take(owner_key="order", now=now) == {offer.pk: 2}
    assert left(offer) == (1, 0)


def test_no_more_goes_back_than_was_bought(make_offer, reserve, now, django_user_model):
    offer = make_offer(stock_of=3)
    clerk = django_user_model.objects.create_user("clerk@example.org", "pw", handle="clerk")
    reserve({offer: 2})
    stock.take(owner_key="order", now=now)
    back = {"offer_id": offer.pk, "reason": StockReason.RETURNED, "user": clerk, "owner_key": "order"}

    answers = [stock.give_back(quantity=1, **back), stock.give_back(quantity=5, **back)]

    assert answers == [1, 1]
    assert left(offer) == (3, 0)
    assert stock.give_back(quantity=1, **back | {"owner_key": "another"}) == 0


def test_what_is_only_held_is_not_given_back(make_offer, reserve):
    offer = make_offer(stock_of=3)
    reserve({offer: 2})

    back = stock.give_back(offer_id=offer.pk, quantity=2, reason=StockReason.RETURNED, user=None, owner_key="order")

    assert back == 0
    assert left(offer) == (1, 0)


def test_offer_without_a_stock_is_never_sold_out(make_offer, reserve, now):
    offer = make_offer()

    reserve({offer: 10**6})

    assert stock.available([offer.pk], now) == {offer.pk: None}
    assert stock.take(owner_key="order", now=now) == {offer.pk: 10**6}
    assert ledger(offer) == []
    with pytest.raises(NotCounted):
        stock.adjust(offer_id=offer.pk, change=1, reason=StockReason.DELIVERED, user=None)


def test_backorder_is_owed_and_settled_by_what_comes_in(make_offer, reserve):
    offer = make_offer(stock_of=2, backorder=True)

    reserve({offer: 5})
    owing = left(offer)
    stock.adjust(offer_id=offer.pk, change=10, reason=StockReason.DELIVERED, user=None)

    assert owing == (0, 3)
    assert left(offer) == (7, 0)
    assert invariants.problems() == []


def test_what_is_not_on_sale_cannot_be_reserved(make_offer, reserve, now):
    offer = make_offer(is_on_sale=False)

    with pytest.raises(OutOfStock) as refused:
        reserve({offer: 1})

    assert refused.value.lines == [(offer.pk, 1, 0)]
    assert stock.available([offer.pk, 999_999], now) == {offer.pk: 0, 999_999: 0}


@pytest.mark.parametrize("quantity", [0, -1])
def test_less_than_one_cannot_be_reserved(make_offer, reserve, quantity):
    with pytest.raises(ValueError, match="at least 1"):
        reserve({make_offer(stock_of=3): quantity})


def test_more_than_there_is_cannot_be_lost(make_offer):
    offer = make_offer(stock_of=3)

    with pytest.raises(OutOfStock):
        stock.adjust(offer_id=offer.pk, change=-4, reason=StockReason.LOST, user=None)

    assert left(offer) == (3, 0)


def test_counting_again_corrects_the_ledger(make_offer):
    offer = make_offer(stock_of=3)

    stock.count(offer_id=offer.pk, stock=5, user=None, note="inventory")
    stock.count(offer_id=offer.pk, stock=5, user=None)
    stock.count(offer_id=offer.pk, stock=None, user=None)

    assert [change for change, _reason, _owner in ledger(offer)] == [3, 2, -5]
    assert left(offer) == (None, 0)
    assert invariants.problems() == []


def test_what_was_held_before_counting_began_does_not_come_on_top(make_offer, reserve, now):
    offer = make_offer()
    reserve({offer: 4})

    stock.count(offer_id=offer.pk, stock=10, user=None)
    stock.release(owner_key="order", now=now)

    assert left(offer) == (10, 0)


def test_stock_says_when_it_changes(make_offer, reserve):
    offer, heard = make_offer(stock_of=3), []

    def hear(sender, changes, **kwargs):
        heard.extend((before, after) for _offer, before, after in changes)

    stock_changed.connect(hear)
    try:
        reserve({offer: 2})
    finally:
        stock_changed.disconnect(hear)

    assert heard == [(3, 1)]


@pytest.mark.parametrize("number", [1, 30])
def test_holding_selling_and_letting_go_cost_twelve_queries(
    make_offer, reserve, now, number, django_assert_max_num_queries
):
    wanted = {make_offer(f"S-{each}", stock_of=5): 2 for each in range(number)}

    with django_assert_max_num_queries(12):
        reserve(wanted)
    with django_assert_max_num_queries(12):
        stock.release(owner_key="order", now=now)
    reserve(wanted)
    with django_assert_max_num_queries(12):
        stock.take(owner_key="order", now=now)


@pytest.mark.parametrize("fields", [{"stock": -1}, {"owed": 1, "stock": 2}, {"price": -1}, {"sale_price": 99}])
def test_database_refuses_what_cannot_be(make_offer, fields):
    offer = make_offer(stock_of=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(**fields)


def test_database_refuses_a_second_number_whatever_its_case(make_offer):
    make_offer("Ab-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_offer("aB-1")


def test_ledger_that_does_not_add_up_is_found(make_offer):
    offer = make_offer("A-1", stock_of=3)
    make_offer("B-1", stock_of=3)
    Offer.objects.filter(pk=offer.pk).update(stock=4)

    assert invariants.problems() == ["Offer A-1: stock 4, owed 0, ledger 3"]
