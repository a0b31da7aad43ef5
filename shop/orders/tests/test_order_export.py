"""Orders and their lines as files, for whoever may have them."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from shop.orders.administration import order_export, orders
from shop.orders.models import Order
from stoa.accounts.models import User
from stoa.core import spreadsheets
from stoa.core.money import Money

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n=1", "a\x00\x1fb", "\ud800", "x" * 40_000]


@pytest.fixture
def ask(client, home):
    """ask("Shop managers", export="csv"): what this group gets."""

    def do(group, **query):
        name = group.split()[0].lower()
        user, _ = User.objects.get_or_create(email=f"{name}@example.org", handle=name)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client.get("/admin/shop/orders/", query)

    return do


def content(answer):
    return b"".join(answer.streaming_content)


def rows_of(file):
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


def cells_of(file):
    return [list(row) for row in load_workbook(io.BytesIO(file)).active.rows]


def written(write, table):
    file = io.BytesIO()
    write(table, file)
    return file.getvalue()


def test_m18_orders_are_exported_as_they_are_filtered(ask, make_order, settings):
    settings.TIME_ZONE = "Europe/Sofia"
    make_order(email="ada@example.org", address={"name": "Ada", "country": "BG"})
    late = make_order(email="bob@example.org", quantities=(2, 1), address={"name": "Bob", "country": "BG"})
    Order.objects.filter(pk=late.pk).update(placed_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))

    headings, *rows = rows_of(content(ask("Shop managers", export="csv", q="bob@")))
    _headings, *lines = rows_of(content(ask("Shop managers", export="csv", rows="lines", q="bob@")))
    everything = rows_of(content(ask("Shop managers", export="csv", rows="x", state="no", coupon="9" * 30)))

    assert len(rows) == 1
    row = dict(zip(headings, rows[0], strict=True))
    assert (row["Number"], row["Buyer"], row["Total"], row["Currency"]) == (late.number, "Bob", "30.00", "EUR")
    assert row["Placed"] == "2026-07-02 01:30"
    assert [line[:1] + line[7:8] for line in lines] == [[late.number, "2"], [late.number, "1"]]
    assert len(everything) == 3


def test_m18_xlsx_holds_numbers_and_moments(ask, make_order, settings):
    settings.TIME_ZONE = "Europe/Sofia"
    order = make_order(quantities=(2,))
    Order.objects.update(placed_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))

    headings, row = cells_of(content(ask("Shop managers", export="xlsx")))
    found = {heading.value: cell for heading, cell in zip(headings, row, strict=True)}

    assert (found["Number"].value, found["Total"].value) == (order.number, 20)
    assert (found["Total"].data_type, found["Total"].number_format) == ("n", "#,##0.00")
    assert found["Placed"].value == datetime(2026, 1, 2, 5, 4, 5)
    assert found["Placed"].is_date


def test_m18_nothing_typed_becomes_a_formula():
    table = spreadsheets.Table(name="nasty", headings=["Text"], rows=[[text] for text in NASTY])

    texts = [row[0] for row in rows_of(written(spreadsheets.write_csv, table))]
    cells = [row[0] for row in cells_of(written(spreadsheets.write_xlsx, table))]

    assert [text[0] for text in texts[1:10]] == ["'"] * 9
    assert spreadsheets.harmless("x; =1+1|\u2060@SUM(A1);-2") == "x;' =1+1|'\u2060@SUM(A1);'-2"
    assert [spreadsheets.harmless(text) for text in ("\u200e=1", "a-b, c=d", "")] == ["'\u200e=1", "a-b, c=d", ""]
    assert {cell.data_type for cell in cells} <= {"inlineStr", "s"}
    assert cells[1].value == "=1+1"
    assert len(texts) == len(cells) == len(NASTY) + 1


def test_m18_amounts_have_the_decimals_of_their_currency():
    row = [Money(Decimal("1.500"), "EUR"), Money(Decimal(12), "JPY"), Money(Decimal("1.234"), "KWD"), None, 3]
    table = spreadsheets.Table(name="amounts", headings=["a"] * 5, rows=[row])

    cells = cells_of(written(spreadsheets.write_xlsx, table))[1]

    assert rows_of(written(spreadsheets.write_csv, table))[1] == ["1.50", "12", "1.234", "", "3"]
    assert [cell.number_format for cell in cells[:3]] == ["#,##0.00", "#,##0", "#,##0.000"]


def test_m18_support_exports_nothing(ask, make_order):
    make_order()

    answer = ask("Support", export="csv")

    assert answer.status_code == 302
    assert "export=csv" not in ask("Support").content.decode()
    assert "export=csv" in ask("Shop managers").content.decode()


@pytest.mark.parametrize("table_of", [order_export.table_of_orders, order_export.table_of_lines])
def test_m18_export_asks_once_however_many_orders(make_order, table_of):
    for _ in range(3):
        make_order(quantities=(1, 1))
    found = orders.with_buyers(Order.objects.order_by("pk"))

    with CaptureQueriesContext(connection) as queries:
        rows = list(table_of(found).rows)

    assert (len(rows) % 3, len(queries)) == (0, 1)
