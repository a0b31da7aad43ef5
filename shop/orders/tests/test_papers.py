"""Packing slips and orders to print."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop.orders import sending, settling

PRINT = "/admin/shop/orders/print/"
ADDRESS = {"name": "Ada <Byron>", "street": "1 Row", "postcode": "1000", "city": "Sofia", "country": "BG"}


@pytest.fixture
def staff(client, home, log_in_as):
    log_in_as("Support")
    return client


def test_m19_slip_names_goods_and_no_prices(staff, make_order, make_method):
    make_method("Post", "BG")
    order = make_order(quantities=(2, 3), ships=True, address=ADDRESS, price="17.35")

    slip = staff.get(PRINT, {"order": order.pk, "paper": "slip"}).content.decode()
    paper = staff.get(PRINT, {"order": order.pk, "paper": "order"}).content.decode()

    assert all(text in slip for text in (order.number, "Ada &lt;Byron&gt;", "Sofia", "Notebook 0", "Packing slip"))
    assert "€" not in slip
    assert "17.35" not in slip
    assert "€" in paper
    assert order.email in paper


def test_m19_slip_says_what_is_left_to_ship(staff, make_order, make_method):
    make_method("Post", "BG")
    order = make_order(quantities=(3,), ships=True, address=ADDRESS)
    now = timezone.now()
    settling.mark_paid(order_id=order.pk, now=now)
    sending.ship(order_id=order.pk, quantities={order.lines.get().pk: 1}, parcels_before=0, now=now)

    assert "<strong>2</strong>" in staff.get(PRINT, {"order": order.pk}).content.decode()

    sending.ship(order_id=order.pk, quantities={order.lines.get().pk: 2}, parcels_before=1, now=now)
    assert "<strong>3</strong>" in staff.get(PRINT, {"order": order.pk}).content.decode()


def numbers(page):
    return [int(number) for number in re.findall(r"<strong>([0-9]+)</strong></td>", page.content.decode())]


def test_m19_each_parcel_has_its_slip(staff, make_order, make_method):
    make_method("Post", "BG")
    order = make_order(quantities=(3, 2), ships=True, address=ADDRESS)
    now = timezone.now()
    settling.mark_paid(order_id=order.pk, now=now)
    first, second = order.lines.order_by("position")
    sent = [
        sending.ship(order_id=order.pk, quantities=quantities, parcels_before=before, carrier="Speedy", now=now)
        for before, quantities in enumerate([{first.pk: 1}, {first.pk: 1, second.pk: 2}])
    ]
    before = order.events.count()

    slips = [staff.get(PRINT, {"order": order.pk, "parcel": shipment.pk}) for shipment in sent]
    next_one = staff.post(PRINT, {"order": order.pk, f"line-{first.pk}": "9", f"line-{second.pk}": "x", "line-": "1"})

    assert [numbers(slip) for slip in [*slips, next_one]] == [[1, 0], [1, 2], [1, 0]]
    assert ["Parcel 2" in slip.text for slip in [*slips, next_one]] == [False, True, False]
    assert order.events.count() == before


@pytest.mark.parametrize("parcel", ["x", "0", "9" * 40, "another"])
def test_m19_a_parcel_of_another_order_has_no_slip(staff, make_order, make_method, parcel):
    make_method("Post", "BG")
    order, other = (make_order(quantities=(2,), ships=True, address=ADDRESS) for _ in range(2))
    now = timezone.now()
    settling.mark_paid(order_id=other.pk, now=now)
    shipment = sending.ship(order_id=other.pk, quantities={other.lines.get().pk: 1}, parcels_before=0, now=now)

    asked = {"order": order.pk, "parcel": shipment.pk if parcel == "another" else parcel}
    answer = staff.get(PRINT, asked, follow=True)

    assert answer.status_code == 404


def test_m19_each_sheet_is_in_the_language_of_its_buyer(staff, make_order, make_method):
    make_method("Post", "BG")
    orders = [make_order(language=language, ships=True, address=ADDRESS) for language in ("es", "en")]

    page = staff.get(PRINT, {"order": [order.pk for order in orders], "paper": "slip"}).content.decode()

    assert [page.count(f'<article class="sheet" lang="{language}">') for language in ("es", "en")] == [1, 1]
    assert page.index(orders[0].number) < page.index(orders[1].number)


def test_m19_many_sheets_cost_as_much_as_one(staff, make_order):
    orders = [make_order(quantities=(1, 1), address=ADDRESS) for _ in range(5)]
    costs = set()

    for chosen in (orders[:1], orders):
        staff.get(PRINT, {"order": [order.pk for order in chosen]})
        with CaptureQueriesContext(connection) as queries:
            staff.get(PRINT, {"order": [order.pk for order in chosen], "paper": "order"})
        costs.add(len(queries))

    assert len(costs) == 1


@pytest.mark.parametrize("order", ["", "x", "-1", "9" * 40, "\x01", "1e9"])
def test_m19_odd_choices_print_nothing(staff, order):
    answer = staff.get(PRINT, {"order": order, "paper": "gold"})

    assert answer.status_code == 200
    assert "Choose orders in the list first." in answer.content.decode()


def test_m19_others_print_nothing(client, home, make_order, log_in_as):
    order = make_order()
    log_in_as("Editors")

    assert client.get(PRINT, {"order": order.pk}).status_code == 302
