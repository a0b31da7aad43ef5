"""The list of offers in the admin: M03."""

import csv
import io

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from shop.catalogue import stock
from shop.catalogue.exceptions import StockChanged
from shop.catalogue.models import Offer, ProductPage, StockMovement, StockReason, StockSettings

LIST = "/admin/shop/offers/"


@pytest.fixture
def keeper(log_in_as):
    """A shop manager, logged in."""
    return log_in_as("Shop managers")


def listed(response):
    return [offer.sku for offer in response.context["object_list"]]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def save(client, offer, **fields):
    facts = {"seen": offer.stock if offer.stock is not None else "", "stock": "", "reason": "counted", "next": LIST}
    return client.post(f"{LIST}{offer.pk}/stock/", facts | fields)


def test_m03_list_says_number_name_price_stock_and_whether_it_is_sold(client, keeper, make_offer):
    make_offer("A-1", stock_of=7, label="Red", price=12, sale_price=9)

    html = client.get(LIST).content.decode()

    assert "A-1" in html
    assert "Notebook, Red" in html
    assert "€9.00 (€12.00)" in html
    assert 'name="stock" type="number" min="0" max="1000000000" size="5" value="7"' in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A-1", "B-2", "C-3", "D-4"]),
        ("?left=low", ["A-1", "B-2"]),
        ("?left=out", ["B-2"]),
        ("?left=free", ["D-4"]),
        ("?is_on_sale=false", ["D-4"]),
        ("?kind=download", ["D-4"]),
        ("?q=c-3", ["C-3"]),
        ("?q=lamp", ["C-3"]),
        ("?left=nonsense", ["A-1", "B-2", "C-3", "D-4"]),
    ],
)
def test_m03_list_is_filtered_and_searched(client, keeper, make_offer, query, found):
    make_offer("A-1", stock_of=4)
    make_offer("B-2", stock_of=0)
    make_offer("C-3", stock_of=40, name="Lamp")
    make_offer("D-4", kind="download", is_on_sale=False)

    assert listed(client.get(LIST + query)) == found


def test_m03_what_is_low_is_said_by_the_settings_and_by_each_offer(make_offer):
    StockSettings.objects.create(low_stock=3)
    make_offer("A-1", stock_of=3)
    make_offer("B-2", stock_of=4)
    make_offer("C-3", stock_of=20, low_stock=20)
    make_offer("D-4", stock_of=1, low_stock=0)

    low = Offer.objects.low(StockSettings.threshold()).order_by("sku")

    assert [offer.sku for offer in low] == ["A-1", "C-3"]


def test_m03_stock_is_changed_in_place_with_a_reason(client, keeper, make_offer):
    offer = make_offer(stock_of=7)

    response = save(client, offer, stock="12", reason="delivered", note="Two boxes")

    offer.refresh_from_db()
    last = StockMovement.objects.latest("pk")
    assert response["Location"] == LIST
    assert said(response) == ["A-1: the stock is 12."]
    assert (offer.stock, last.change, last.reason, last.note, last.user) == (12, 5, "delivered", "Two boxes", keeper)


@pytest.mark.parametrize(("seen", "stock_before", "typed", "after"), [("", None, "5", 5), ("5", 5, "", None)])
def test_m03_limit_is_set_and_taken_away(client, keeper, make_offer, seen, stock_before, typed, after):
    offer = make_offer(stock_of=stock_before)

    limit = {} if typed else {"unlimited": "on"}
    save(client, offer, seen=seen, stock=typed, reason="delivered", **limit)

    offer.refresh_from_db()
    assert offer.stock == after


@pytest.mark.parametrize(("typed", "reason"), [("", "counted"), ("9", "lost"), ("5", "delivered")])
def test_m03_what_nobody_means_changes_nothing(client, keeper, make_offer, typed, reason):
    offer = make_offer(stock_of=7)

    response = save(client, offer, stock=typed, reason=reason)

    offer.refresh_from_db()
    assert offer.stock == 7
    assert said(response)[0].startswith("A-1: ")


def test_m03_offer_leads_to_its_product_and_says_todays_price(client, keeper, make_product):
    product = make_product(price=12, sale_price=9)

    html = client.get(f"{LIST}{Offer.objects.get().pk}/").content.decode()

    assert "€9.00 (€12.00)" in html
    assert f'href="/admin/pages/{product.pk}/edit/"' in html
    assert f'href="{product.url}"' in html


def test_m03_first_movement_names_who_published(keeper, shop):
    product = shop.add_child(instance=ProductPage(title="Lamp", sku="L", price=10, opening_stock=3, live=False))

    product.save_revision(user=keeper).publish(user=keeper)

    assert StockMovement.objects.get().user == keeper


def test_m03_what_somebody_sold_meanwhile_is_not_undone(client, keeper, make_offer):
    offer = make_offer(stock_of=7)
    stock.adjust(offer_id=offer.pk, change=-2, reason=StockReason.LOST, user=None)

    response = save(client, offer, stock="8")

    offer.refresh_from_db()
    assert offer.stock == 5
    assert "somebody changed the stock meanwhile to 5" in said(response)[0]


@pytest.mark.parametrize("number", ["-1", "1.5", "10000000000", "٣", "many", "9" * 400])
def test_m03_no_number_changes_nothing(client, keeper, make_offer, number):
    offer = make_offer(stock_of=7)

    response = save(client, offer, stock=number)

    offer.refresh_from_db()
    assert (response.status_code, offer.stock) == (302, 7)


@pytest.mark.parametrize("fields", [{"reason": "sold"}, {"seen": "x"}, {"next": "https://elsewhere.example/"}])
def test_m03_foreign_reasons_and_places_are_refused(client, keeper, make_offer, fields):
    offer = make_offer(stock_of=7)

    response = save(client, offer, **({"stock": "7"} | fields))

    offer.refresh_from_db()
    assert response["Location"] in (LIST, f"{LIST}{offer.pk}/")
    assert offer.stock == 7


def test_m03_ledger_of_an_offer_says_why_who_and_for_which_order(client, keeper, make_offer):
    offer = make_offer(stock_of=7)
    now = timezone.now()
    stock.reserve(quantities={offer.pk: 2}, owner_key="an order", until=now, now=now)
    stock.adjust(offer_id=offer.pk, change=-1, reason=StockReason.LOST, user=keeper, note="Fell")

    response = client.get(f"{LIST}{offer.pk}/")

    lines = [(row.change, row.reason, row.owner_key, row.user) for row, _owner in response.context["lines"]]
    assert lines == [(-1, "lost", "", keeper), (-2, "reserved", "an order", None), (7, "counted", "", None)]
    assert "Fell" in response.content.decode()


@pytest.mark.parametrize("number", [1, 5])
def test_m03_list_takes_the_same_queries_however_many(
    client, keeper, make_offer, django_assert_max_num_queries, number
):
    for place in range(number):
        make_offer(f"A-{place}", stock_of=place)
    client.get(LIST)

    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_m03_export_holds_no_formulas(client, keeper, make_offer):
    make_offer("A-1", stock_of=7, name="=1+1", price=12)

    response = client.get(f"{LIST}?export=csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    values = list(rows[0].values())
    assert values[:2] == ["A-1", "'=1+1"]
    assert "12.00" in values


def test_m03_dashboard_shows_what_runs_out(client, keeper, make_offer):
    make_offer("A-1", stock_of=2)
    make_offer("B-2", stock_of=0)

    html = client.get("/admin/").content.decode()

    assert "<strong>2</strong> low" in html
    assert "<strong>1</strong> sold out" in html


def test_m03_support_looks_and_changes_nothing(client, make_offer, log_in_as):
    offer = make_offer(stock_of=7)
    log_in_as("Support")

    html = client.get(LIST).content.decode()
    response = save(client, offer, stock="9")

    offer.refresh_from_db()
    assert 'name="seen"' not in html
    assert (response.status_code, offer.stock) == (302, 7)


def test_m03_correcting_what_was_not_seen_is_refused(make_offer):
    offer = make_offer(stock_of=7)

    with pytest.raises(StockChanged) as refused:
        stock.correct(offer_id=offer.pk, seen=6, stock=9, reason=StockReason.COUNTED, user=None)

    assert refused.value.stock == 7


def test_m03_delivery_settles_first_what_is_owed(make_offer):
    offer = make_offer(stock_of=1, backorder=True)
    now = timezone.now()
    stock.reserve(quantities={offer.pk: 4}, owner_key="order", until=now, now=now)

    left = stock.correct(offer_id=offer.pk, seen=0, stock=10, reason=StockReason.DELIVERED, user=None)

    assert left == 7
