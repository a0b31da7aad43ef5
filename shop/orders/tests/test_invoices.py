"""M16: invoices and credit notes are issued once, numbered without gaps, and never change."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from shop.orders import settling
from shop.orders.exceptions import CreditRefused, InvoiceIsFrozen
from shop.orders.invoices import issuing
from shop.orders.invoices.frozen import Document, Seller
from shop.orders.models import Invoice, NumberSeries, SellerDetails, State
from stoa.core.money import Money

ADDRESS = {"name": "Ива Петрова", "street": "ul. Shipka 6", "postcode": "1504", "city": "Sofia", "country": "BG"}
NOTHING = Money(Decimal(0), "EUR")


@pytest.fixture
def make_paid(make_order):
    """make_paid(now=…, **order): a paid order."""

    def make(*, now=None, **fields):
        order = make_order(**fields)
        settling.mark_paid(order_id=order.pk, now=now or timezone.now())
        order.refresh_from_db()
        return order

    return make


def credit(order, quantities, about="r-1", shipping=NOTHING):
    lines = dict(zip(order.lines.order_by("position").values_list("pk", flat=True), quantities, strict=False))
    return issuing.credit(order=order, lines=lines, shipping=shipping, reason="Broken", now=timezone.now(), about=about)


def references():
    return list(Invoice.objects.order_by("pk").values_list("reference", flat=True))


def test_m16_paid_order_gets_an_invoice_with_what_it_cost(make_paid):
    order = make_paid(quantities=(2, 1), address=ADDRESS)

    invoice = Invoice.objects.get()
    document = Document.from_json(invoice.data)

    assert (invoice.order, invoice.kind, invoice.total, invoice.currency) == (order, "invoice", order.total, "EUR")
    assert [(line.name, line.quantity, line.amounts.price) for line in document.lines] == [
        ("Notebook 0", 2, Decimal("20.00")),
        ("Notebook 1", 1, Decimal("10.00")),
    ]
    assert (document.sums.total, document.sums.tax) == (order.total, order.tax)
    assert (invoice.buyer["name"], invoice.buyer["country"]) == ("Ива Петрова", "BG")


def test_m16_numbers_follow_one_another_in_each_year_and_series(make_paid):
    late, early = datetime(2026, 12, 31, 12, tzinfo=UTC), datetime(2027, 1, 1, 12, tzinfo=UTC)

    orders = [make_paid(now=now) for now in (late, late, early)]
    credit(orders[0], (1,))

    year = timezone.localtime().year
    assert references() == ["INV-2026-000001", "INV-2026-000002", "INV-2027-000001", f"CRN-{year}-000001"]


def test_m16_order_paid_twice_has_one_invoice(make_paid):
    order = make_paid()

    settling.mark_paid(order_id=order.pk, now=timezone.now())
    again = issuing.issue(order=order, now=timezone.now())

    assert (references(), again) == ([Invoice.objects.get().reference], Invoice.objects.get())


def test_m16_number_of_what_failed_is_given_again(make_order, make_paid):
    order = make_order()
    with transaction.atomic():
        settling.mark_paid(order_id=order.pk, now=timezone.now())
        transaction.set_rollback(True)

    make_paid()

    assert [invoice.number for invoice in Invoice.objects.all()] == [1]


def test_m16_order_of_nothing_gets_no_invoice(make_paid):
    make_paid(price=Decimal(0))

    assert references() == []


def test_m16_seller_is_the_one_of_that_day(make_paid):
    details = SellerDetails.objects.create(company="Lucerne Press Ltd", address="Via Uno 1\nSofia", vat_number="BG175")
    make_paid()
    details.company = "Other Ltd"
    details.save()

    document = Document.from_json(Invoice.objects.get().data)

    assert document.seller == Seller(name="Lucerne Press Ltd", address="Via Uno 1\nSofia", vat_number="BG175")


def test_m16_shop_without_details_still_issues_with_the_name_of_the_site(make_paid, home):
    make_paid()

    assert Document.from_json(Invoice.objects.get().data).seller.name == "Stoa"


@pytest.mark.parametrize(("country", "paper"), [("US", "Letter"), ("BG", "A4")])
def test_m16_paper_is_that_of_the_country_of_the_buyer(make_paid, country, paper):
    make_paid(address=ADDRESS | {"country": country})

    assert Document.from_json(Invoice.objects.get().data).paper == paper


def test_m16_invoice_is_never_changed_nor_deleted(make_paid):
    make_paid()
    invoice = Invoice.objects.get()
    for change in (
        invoice.save,
        invoice.delete,
        Invoice.objects.all().delete,
        lambda: Invoice.objects.update(number=7),
    ):
        with pytest.raises(InvoiceIsFrozen):
            change()


def test_m16_database_refuses_to_change_an_invoice(make_paid):
    make_paid()

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE orders_invoice SET number = 7")


def test_m16_credit_notes_sum_to_the_invoice_to_the_cent(make_paid):
    order = make_paid(quantities=(3, 7), price=Decimal("3.25"))

    notes = [credit(order, quantities, about=f"r-{n}") for n, quantities in enumerate([(1, 2), (0, 4), (2, 1)])]

    invoice = Invoice.objects.get(kind="invoice")
    for column in ("net", "tax", "total"):
        assert sum(getattr(note, column) for note in notes) == getattr(invoice, column)
    assert [note.credited for note in notes] == [invoice] * 3


def test_m16_same_refund_is_one_credit_note(make_paid):
    order = make_paid(quantities=(2,))

    assert credit(order, (1,)) == credit(order, (1,))
    assert Invoice.objects.count() == 2


@pytest.mark.parametrize("quantities", [(3,), (0,), (-1,)])
def test_m16_no_more_than_invoiced_is_credited(make_paid, quantities):
    order = make_paid(quantities=(2,))

    with pytest.raises(CreditRefused):
        credit(order, quantities)


def test_m16_no_more_than_is_left_is_credited(make_paid):
    order = make_paid(quantities=(2,))
    credit(order, (2,))

    with pytest.raises(CreditRefused):
        credit(order, (1,), about="r-2")
    assert NumberSeries.objects.get(name__startswith="CRN").last == 1


def test_m16_line_of_another_order_is_not_credited(make_paid):
    order, other = make_paid(), make_paid()

    with pytest.raises(CreditRefused):
        issuing.credit(
            order=order, lines={other.lines.get().pk: 1}, shipping=NOTHING, reason="", now=timezone.now(), about="r-1"
        )


def test_m16_order_that_was_never_invoiced_is_not_credited(make_order):
    order = make_order()
    assert (credit(order, (1,)), order.state) == (None, State.WAITING)
