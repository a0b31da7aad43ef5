"""What was sold: figures by day in the site's zone, less what went back, each currency for itself."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop.orders.invoices import issuing
from shop.orders.models import Cart, CartLine, Order, State
from shop.orders.sales import charts, figures
from shop.orders.sales.periods import LENGTHS, Period
from stoa.core.money import Money

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WEEK = Period.until(NOW, 7)


@pytest.fixture
def sell(make_order):
    """sell(paid_at, quantities=…, currency=…, refunded={place: how many}, shipping=…, state=…): as if paid then.

    Its `shipping` went back again.
    """

    def do(paid_at, *, state=State.COMPLETED, currency="EUR", refunded=None, shipping=0, **fields):
        order = make_order(**fields)
        Order.objects.filter(pk=order.pk).update(paid_at=paid_at, placed_at=paid_at, state=state, currency=currency)
        if shipping:
            given = {"shipping": shipping, "shipping_name": "Post", "total": F("total") + shipping}
            Order.objects.filter(pk=order.pk).update(**given)
        order.refresh_from_db()
        issuing.issue(order=order, now=paid_at)
        for place, quantity in (refunded or {}).items():
            order.lines.filter(position=place).update(refunded=quantity)
        back = order.lines.filter(refunded__gt=0) if state != State.REFUNDED else order.lines.all()
        lines = {line.pk: line.refunded or line.quantity for line in back}
        if lines or shipping:
            money = Money(Decimal(shipping), currency)
            issuing.credit(order=order, lines=lines, shipping=money, reason="", now=paid_at, about=str(order.key))
        return order

    return do


def test_revenue_is_what_was_paid_less_what_went_back(sell):
    sell(NOW - timedelta(days=1), quantities=(2, 3))
    sell(NOW - timedelta(days=1), quantities=(4,), refunded={1: 1})
    sell(NOW - timedelta(days=2), quantities=(5,), state=State.REFUNDED)
    sell(NOW - timedelta(days=7), quantities=(1,))
    sell(NOW - timedelta(days=40), quantities=(9,))

    [euro] = figures.sales(WEEK, NOW).currencies

    assert (euro.now.paid, euro.now.refunded, euro.now.revenue, euro.now.orders) == (140, 60, 80, 3)
    assert (euro.before.revenue, euro.before.orders) == (10, 1)
    assert [sums.revenue for sums in euro.stretches.values()] == [0, 0, 0, 0, 0, 80, 0]
    assert figures.change(euro.now.revenue, euro.before.revenue) == 700


def test_shipping_that_went_back_is_no_revenue(sell):
    sell(NOW, quantities=(2,), shipping=5)

    [euro] = figures.sales(WEEK, NOW).currencies

    assert (euro.now.paid, euro.now.refunded, euro.now.revenue) == (25, 5, 20)


def test_currencies_are_never_added(sell):
    for currency in ("EUR", "EUR", "JPY"):
        sell(NOW, currency=currency, quantities=(3,))

    found = figures.sales(WEEK, NOW).currencies

    assert [(each.code, each.now.revenue, each.now.orders) for each in found] == [("EUR", 60, 2), ("JPY", 30, 1)]
    assert [[best.revenue.currency for best in each.best] for each in found] == [["EUR", "EUR"], ["JPY"]]


def test_days_are_those_of_the_site(sell, settings):
    settings.TIME_ZONE = "Europe/Sofia"
    sell(datetime(2026, 11, 18, 22, 30, tzinfo=UTC))
    sell(datetime(2026, 11, 13, 21, 30, tzinfo=UTC))

    with timezone.override("America/Bogota"):
        [euro] = figures.sales(Period.until(NOW, 7), NOW).currencies

    assert {day: sums.orders for day, sums in euro.stretches.items() if sums.orders} == {date(2026, 11, 19): 1}
    assert euro.before.orders == 1


def test_best_sellers_come_first_without_what_went_back(sell):
    best = sell(NOW, quantities=(9, 2), refunded={1: 8}, name="Ruler")
    sell(NOW, quantities=(5,), state=State.REFUNDED)

    [euro] = figures.sales(WEEK, NOW).currencies

    assert [(each.sold, each.revenue.amount) for each in euro.best] == [(2, 20), (1, 10)]
    assert {each.name for each in euro.best} == {"Ruler"}
    assert best.lines.count() == 2


def test_conversion_is_known_as_long_as_carts_are_kept(sell, make_offer):
    now = timezone.now()
    for _ in range(3):
        sell(now)
    Cart.objects.all().delete()
    left = Cart.objects.create(changed_at=now)
    Cart.objects.create(changed_at=now)
    CartLine.objects.create(cart=left, offer=make_offer("S-9"), quantity=1, price_seen=1, currency="EUR", added_at=now)

    found = {days: figures.sales(Period.until(now, days), now) for days in (7, 30, 90)}

    assert [found[days].conversion for days in (7, 30, 90)] == [75, 75, None]
    assert found[30].conversion_before is None


@pytest.mark.parametrize(("days", "stretches"), [(7, 7), (30, 30), (90, 14), (365, 13)])
def test_stretches_of_a_period_cover_it(days, stretches):
    period = Period.until(NOW, days)

    found = list(period.stretches())

    assert (len(found), found[0], period.days) == (stretches, period.first, days)
    assert period.before.last + timedelta(days=1) == period.first
    assert {period.stretch_of(period.first + timedelta(days=number)) for number in range(days)} == set(found)


def test_chart_stands_within_its_frame():
    values = [(str(place), Decimal(amount), "words") for place, amount in enumerate((0, 1, 399, 400, -5))]

    drawn = charts.chart(values)

    assert (drawn.bars[0].height, drawn.bars[4].height) == (0, 0)
    assert drawn.bars[3].height == drawn.floor - drawn.lines[-1].y
    assert [line.label for line in drawn.lines] == ["0", "100", "200", "300", "400"]
    assert charts.chart([]).bars == []


@pytest.fixture
def manager(client, home, log_in_as):
    log_in_as("Shop managers")
    return client


@pytest.mark.parametrize("days", [*map(str, LENGTHS), "", "x", "-1", "9" * 30, "7%20"])
def test_page_answers_whatever_is_asked(manager, sell, days):
    sell(timezone.now())

    answer = manager.get(f"/admin/shop/sales/?days={days}")

    assert answer.status_code == 200
    assert "sales-chart__bar" in answer.content.decode()


def test_pages_cost_the_same_however_much_was_sold(manager, sell):
    costs = []
    for number in (1, 2, 6):
        for place in range(number):
            sell(timezone.now() - timedelta(days=place * 3), quantities=(1, 2), refunded={1: 1})
        cost = []
        for address in ("/admin/shop/sales/?days=365", "/admin/"):
            manager.get(address)
            with CaptureQueriesContext(connection) as queries:
                manager.get(address)
            cost.append(len([query for query in queries if '"orders_' in query["sql"]]))
        costs.append(tuple(cost))

    assert costs == [(5, 5)] * 3


def test_empty_shop_says_so(manager):
    assert "Nothing was sold" in manager.get("/admin/shop/sales/").content.decode()


def test_support_sees_no_figures(client, home, sell, log_in_as):
    log_in_as("Support")

    assert client.get("/admin/shop/sales/").status_code == 302
    assert "shop/sales" not in client.get("/admin/").content.decode()
