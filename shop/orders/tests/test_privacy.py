"""What the shop holds about a buyer, to be taken along or erased."""

import json
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop.orders import settling
from shop.orders.invoices import filing
from shop.orders.models import Invoice, Order, OrderAddress, Redemption, Shipment
from stoa.accounts import privacy
from stoa.accounts.models import User
from stoa.accounts.privacy.registry import registered

ADDRESS = {"name": "Iva", "street": "ul. Shipka 6", "city": "Sofia", "country": "BG", "phone": "+359 2 1"}


@pytest.fixture
def member(db):
    user = User.objects.create_user("iva@example.com", "secret-pass-1")
    EmailAddress.objects.create(user=user, email="iva@example.com", verified=True)
    return user


@pytest.fixture
def bought(make_order, member):
    """One order as a member, one as a guest with the same address, one of somebody else."""
    mine = make_order(user=member, email="iva@example.com", quantities=(2,), address=ADDRESS)
    as_guest = make_order(email="iva@example.com", address=ADDRESS)
    other = make_order(email="else@example.com", address=ADDRESS)
    Shipment.objects.create(order=mine, carrier="Speedy", tracking_number="77", shipped_at=timezone.now())
    return mine, as_guest, other


def data(model) -> privacy.Data:
    return registered()[model._meta.label]


def test_export_has_orders_with_lines_addresses_and_parcels(bought, member):
    rows = list(data(Order).export(member))

    assert [row["number"] for row in rows] == [order.number for order in bought[:2]]
    assert [(line["quantity"], line["total"]) for line in rows[0]["lines"]] == [(2, Decimal(20))]
    assert [address["street"] for address in rows[0]["addresses"]] == ["ul. Shipka 6"]
    assert [parcel["tracking_number"] for parcel in rows[0]["shipments"]] == ["77"]
    assert json.loads(json.dumps(rows, cls=DjangoJSONEncoder))[0]["currency"] == "EUR"


def test_export_asks_as_often_for_three_orders_as_for_one(make_order, member):
    def order():
        made = make_order(user=member, email="iva@example.com", quantities=(2,), address=ADDRESS)
        settling.mark_paid(order_id=made.pk, now=timezone.now())
        Shipment.objects.create(order=made, carrier="Speedy", shipped_at=timezone.now())

    def asked():
        with CaptureQueriesContext(connection) as queries:
            rows = list(data(Order).export(member))
        assert [len(row["invoices"]) for row in rows] == [1] * len(rows)
        return len(rows), len(queries)

    order()
    one = asked()
    order()
    order()

    assert (one, asked()) == ((1, one[1]), (3, one[1]))


def test_export_leaves_out_what_an_unconfirmed_address_bought(bought, member):
    EmailAddress.objects.update(verified=False)

    assert [row["number"] for row in data(Order).export(member)] == [bought[0].number]


def test_erasure_keeps_the_books_and_takes_the_name(bought, member):
    mine, as_guest, other = bought

    data(Order).erase(member, False)

    left = {order.pk: order for order in Order.objects.all()}
    assert [(left[order.pk].user, left[order.pk].email) for order in (mine, as_guest)] == [(None, "")] * 2
    assert (left[mine.pk].total, left[mine.pk].lines.count()) == (Decimal(20), 1)
    assert left[other.pk].email == "else@example.com"
    named = OrderAddress.objects.exclude(name="", street="", city="", phone="")
    assert [address.order for address in named] == [other]
    assert Shipment.objects.exclude(tracking_number="").count() == 0


def test_erasure_takes_the_name_from_what_a_guest_redeemed(make_coupon, member):
    for number, email in enumerate(["iva@example.com", "else@example.com"]):
        Redemption.objects.create(
            coupon=make_coupon(f"C-{number}"),
            order_key=f"key-{number}",
            email=email,
            discount=1,
            currency="EUR",
            redeemed_at=timezone.now(),
        )

    data(Redemption).erase(member, False)

    assert list(Redemption.objects.order_by("pk").values_list("email", flat=True)) == ["", "else@example.com"]


def test_export_has_invoices_and_their_pdfs(bought, member):
    mine = bought[0]
    settling.mark_paid(order_id=mine.pk, now=timezone.now())
    invoice = Invoice.objects.get()
    filing.pdf_of(invoice)

    rows, files = list(data(Order).export(member)), list(data(Order).files(member))

    assert [row["reference"] for row in rows[0]["invoices"]] == [invoice.reference]
    assert [(name, path.exists()) for name, path in files] == [(f"invoices/{invoice.reference}.pdf", True)]


def test_erasure_leaves_the_invoice_as_the_law_wants_it(bought, member):
    settling.mark_paid(order_id=bought[0].pk, now=timezone.now())

    data(Order).erase(member, False)

    invoice = Invoice.objects.select_related("order").get()
    assert (invoice.buyer["name"], invoice.order.user, invoice.order.email) == ("Iva", None, "")
    assert "iva@example.com" not in json.dumps([invoice.buyer, invoice.data])
