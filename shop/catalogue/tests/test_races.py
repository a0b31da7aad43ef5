"""Many at once, in threads with a connection each."""

import threading

import pytest
from django.db import connection

from shop.catalogue import invariants, stock
from shop.catalogue.exceptions import OutOfStock, StockChanged
from shop.catalogue.models import Offer, Reservation
from shop.catalogue.tests.test_stock import HALF_AN_HOUR

BUYERS = 50

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def at_once(jobs):
    """Run the jobs in threads that start together; what each answered or raised, in order."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number, job):
        barrier.wait()
        try:
            results[number] = job()
        except Exception as error:
            results[number] = type(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("number", [1, 7])
def test_m24_fifty_at_once_get_no_more_than_there_are(make_offer, now, number):
    offer = make_offer(stock_of=number)

    def buyer(name):
        wanted = {offer.pk: 1}
        return lambda: stock.reserve(
            quantities=wanted, owner_key=f"order {name}", until=now + HALF_AN_HOUR, now=now
        ).keys()

    results = at_once([buyer(name) for name in range(BUYERS)])

    offer.refresh_from_db()
    assert (results.count({offer.pk}), results.count(OutOfStock)) == (number, BUYERS - number)
    assert (offer.stock, Reservation.objects.count()) == (0, number)
    assert invariants.problems() == []


def test_m24_two_offers_in_any_order_never_wait_for_each_other(make_offer, now):
    one, two = make_offer("A", stock_of=20), make_offer("B", stock_of=20)

    def buyer(name):
        ids = [one.pk, two.pk] if name % 2 else [two.pk, one.pk]
        return lambda: stock.reserve(
            quantities=dict.fromkeys(ids, 1), owner_key=f"order {name}", until=now + HALF_AN_HOUR, now=now
        ).keys()

    results = at_once([buyer(name) for name in range(20)])

    assert results == [{one.pk, two.pk}] * 20
    assert list(Offer.objects.order_by("pk").values_list("stock", flat=True)) == [0, 0]


def test_m24_reservation_that_ends_while_it_is_paid_is_sold_or_given_back(make_offer, now):
    offer = make_offer(stock_of=10)
    for name in range(10):
        held = {"quantities": {offer.pk: 1}, "owner_key": f"order {name}"}
        stock.reserve(until=now - HALF_AN_HOUR, now=now - 2 * HALF_AN_HOUR, **held)

    def payment(name):
        return lambda: len(stock.take(owner_key=f"order {name}", now=now))

    *sold, _swept = at_once([*(payment(name) for name in range(10)), stock.release_expired])

    offer.refresh_from_db()
    assert offer.stock == 10 - sum(sold)
    assert not Reservation.objects.exists()
    assert invariants.problems() == []


def test_m03_of_many_who_saw_the_same_stock_one_corrects_it(make_offer):
    offer = make_offer(stock_of=10)

    def keeper(number):
        return lambda: stock.correct(offer_id=offer.pk, seen=10, stock=20 + number, reason="delivered", user=None)

    results = at_once([keeper(number) for number in range(8)])

    offer.refresh_from_db()
    assert sorted(map(str, results)) == sorted([str(offer.stock), *[str(StockChanged)] * 7])
    assert invariants.problems() == []
