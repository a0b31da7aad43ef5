"""What offers cost now, and what they cost before a reduction."""

from datetime import timedelta
from decimal import Decimal

import pytest

from shop.catalogue.models import Offer, PricePoint
from stoa.core.money import Money

DAY = timedelta(days=1)


@pytest.fixture
def write_down(now):
    """write_down(offer, days, **changes): what the offer costs from so many days ago."""

    def write(offer, days, **changes):
        for name, value in changes.items():
            setattr(offer, name, value)
        offer.save()
        PricePoint.objects.write_down(offer=offer, now=now - days * DAY)

    return write


def euros(amount):
    return Money(Decimal(amount), "EUR")


def lowest(offer, now):
    """The lowest price before the present reduction."""
    return PricePoint.objects.lowest_before_sale([offer], now).get(offer.pk)


def test_sale_holds_from_its_first_moment_to_its_last(make_offer, now):
    offer = make_offer(sale_price=Decimal(8), sale_from=now, sale_to=now + DAY)
    moments = [now - timedelta(microseconds=1), now, now + DAY - timedelta(microseconds=1), now + DAY]

    assert [offer.price_at(moment) for moment in moments] == [euros(10), euros(8), euros(8), euros(10)]
    assert offer.listed_price == euros(10)


def test_sale_without_dates_holds_always(make_offer, now):
    assert make_offer(sale_price=Decimal(8)).price_at(now) == euros(8)


def test_database_knows_the_same_prices(make_offer, now):
    sales = [
        {},
        {"sale_price": 8},
        {"sale_price": 8, "sale_from": now},
        {"sale_price": 8, "sale_to": now},
        {"sale_price": 8, "sale_from": now + DAY},
        {"sale_price": 8, "sale_from": now - DAY, "sale_to": now + DAY},
    ]
    for number, sale in enumerate(sales):
        make_offer(f"A-{number}", **sale)

    offers = Offer.objects.for_sale().with_price(now).order_by("sku")

    assert [offer.price_now for offer in offers] == [10, 8, 8, 10, 10, 8]
    assert [offer.price_at(now).amount for offer in offers] == [10, 8, 8, 10, 10, 8]


def test_lowest_price_is_that_of_the_thirty_days_before_the_reduction(make_offer, write_down, now):
    offer = make_offer()
    write_down(offer, 90, price=Decimal(5))
    write_down(offer, 50, price=Decimal(12))
    write_down(offer, 20, price=Decimal(15))
    write_down(offer, 10, sale_price=Decimal(11))

    assert lowest(offer, now) == euros(12)


def test_price_that_ended_thirty_days_before_does_not_count(make_offer, write_down, now):
    offer = make_offer()
    write_down(offer, 90, price=Decimal(5))
    write_down(offer, 40, price=Decimal(12))
    write_down(offer, 10, sale_price=Decimal(11))

    assert lowest(offer, now) == euros(12)
    assert lowest(offer, now - DAY / 2) == euros(12)


def test_announced_sale_is_written_down_ahead(make_offer, write_down, now):
    offer = make_offer()
    write_down(offer, 60)
    write_down(offer, 2, sale_price=Decimal(7), sale_from=now - DAY, sale_to=now + DAY)

    points = PricePoint.objects.filter(offer=offer).order_by("starts_at").values_list("amount", flat=True)

    assert list(points) == [10, 7, 10]
    assert lowest(offer, now) == euros(10)
    assert lowest(offer, now + 2 * DAY) is None


def test_sale_taken_back_before_it_began_leaves_no_price(make_offer, write_down, now):
    offer = make_offer()
    write_down(offer, 60)
    write_down(offer, 2, sale_price=Decimal(7), sale_from=now + DAY)
    write_down(offer, 1, sale_price=None, sale_from=None)

    assert PricePoint.objects.count() == 1


def test_same_price_published_again_is_no_new_price(make_offer, write_down):
    offer = make_offer()
    for days in (60, 50, 40):
        write_down(offer, days)

    assert PricePoint.objects.count() == 1


def test_offer_reduced_from_its_first_day_names_no_earlier_price(make_offer, write_down, now):
    offer = make_offer()
    write_down(offer, 3, sale_price=Decimal(7))

    assert lowest(offer, now) is None


def test_lowest_prices_of_many_take_one_query(make_offer, write_down, now, django_assert_num_queries):
    offers = [make_offer(f"A-{number}") for number in range(3)]
    for offer in offers:
        write_down(offer, 60)
        write_down(offer, 1, sale_price=Decimal(7))

    with django_assert_num_queries(1):
        assert PricePoint.objects.lowest_before_sale(offers, now) == dict.fromkeys([o.pk for o in offers], euros(10))
