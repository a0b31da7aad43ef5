"""M16: many orders paid at once, and power lost on the way: numbers without gaps, one invoice and one mail for each."""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from shop.orders import mailing, settling
from shop.orders.invoices import catching_up, filing
from shop.orders.models import Invoice, Order, OrderMail
from shop.orders.tests.payers import MOMENTS
from stoa.core.tests.racing import COMMITTING, die, race

#: Django's, after each mail that it writes into a file.
END_OF_LETTER = "-" * 79 + "\n"
#: SQLite lets one write after the other; a few tell as much.
ORDERS = 6 if connection.vendor == "sqlite" else 20


@COMMITTING
def test_m16_orders_paid_at_once_are_numbered_without_gaps(make_order, tmp_path):
    orders = [make_order() for _ in range(ORDERS)]
    # Nobody to write to: the race is about numbers.
    Order.objects.update(email="")

    answers = race("shop.orders.tests.payers:pay", [str(order.pk) for order in orders], tmp_path)

    assert answers == ["True"] * ORDERS
    assert list(Invoice.objects.order_by("number").values_list("number", flat=True)) == list(range(1, ORDERS + 1))
    call_command("check_invariants")


@COMMITTING
def test_m16_order_paid_many_times_at_once_has_one_invoice(make_order, tmp_path):
    order = make_order()
    Order.objects.update(email="")

    answers = race("shop.orders.tests.payers:pay", [str(order.pk)] * 6, tmp_path)

    assert sorted(answers) == ["False"] * 5 + ["True"]
    assert [invoice.number for invoice in Invoice.objects.all()] == [1]


@COMMITTING
def test_m16_power_lost_at_any_moment_leaves_one_invoice_and_one_mail(make_order, tmp_path, settings):
    mails = tmp_path / "mails"
    orders = {moment: make_order() for moment in MOMENTS}
    for moment, order in orders.items():
        assert die("shop.orders.tests.payers:pay_and_die", f"{order.pk}:{moment}:{mails}", tmp_path) == -9

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(mails)
    for order in orders.values():
        # The provider tells once more what nobody has confirmed.
        settling.mark_paid(order_id=order.pk, now=timezone.now())
    # The mails that were in hand are due again after a while.
    OrderMail.objects.filter(sent_at=None).update(due_at=timezone.now() - timedelta(minutes=1))
    for _sweep in range(2):
        catching_up.issue_missed()
        catching_up.draw_missed()
        mailing.send_missed()

    # Two of the same second may share a file.
    letters = [letter for path in mails.iterdir() for letter in path.read_text().split(END_OF_LETTER)[:-1]]
    invoices = {invoice.order_id: invoice for invoice in Invoice.objects.all()}
    assert sorted(invoices) == sorted(order.pk for order in orders.values())
    assert len(letters) == len(MOMENTS)
    for order in orders.values():
        invoice = invoices[order.pk]
        assert sum(f"Your order {order.number} is paid" in letter for letter in letters) == 1
        assert sum(f'filename="{invoice.reference}.pdf"' in letter for letter in letters) == 1
        assert filing.place_of(invoice).read_bytes().startswith(b"%PDF")
    call_command("check_invariants")
