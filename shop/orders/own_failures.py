"""What can fail of orders: mails that were given up, invoices whose PDF nobody draws any more."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.orders import failures, mailing
from shop.orders.failures import Failure
from shop.orders.invoices import filing
from shop.orders.models import Invoice, InvoiceDrawing, OrderMail

RIGHT = "orders.change_order"


def register() -> None:
    failures.register(
        failures.Kind(name="mails", label=_("Mails about orders"), right=RIGHT, find=_mails, retry=send_again)
    )
    failures.register(
        failures.Kind(name="drawings", label=_("PDFs of invoices"), right=RIGHT, find=_drawings, retry=draw_again)
    )


def send_again(mail_id: int, user: Any, now: datetime) -> None:
    """From the start, with all its tries; nothing happens to one that is not given up (any more)."""
    with transaction.atomic():
        given_up = OrderMail.objects.filter(pk=mail_id, sent_at=None).exclude(given_up_at=None)
        if given_up.update(given_up_at=None, attempts=0, due_at=now):
            transaction.on_commit(partial(mailing.send_owed.delay, mail_id), robust=True)


def draw_again(invoice_id: int, user: Any, now: datetime) -> None:
    """Now. Raises DrawingFailed, Invoice.DoesNotExist."""
    filing.pdf_of(Invoice.objects.get(pk=invoice_id))
    # Its file may have been there all the time.
    InvoiceDrawing.objects.filter(invoice=invoice_id, drawn_at=None).update(drawn_at=now, problem="")


def _mails(at_most: int) -> tuple[int, Sequence[Failure]]:
    given_up: QuerySet[OrderMail] = OrderMail.objects.filter(sent_at=None).exclude(given_up_at=None)
    newest = given_up.select_related("order", "recipient").order_by("-given_up_at", "-pk")[:at_most]
    return given_up.count(), [_of_mail(mail) for mail in newest]


def _of_mail(mail: OrderMail) -> Failure:
    facts = {"name": mail.name, "address": mail.recipient.email if mail.recipient else mail.order.email}
    return Failure(
        id=mail.pk,
        what=gettext("“%(name)s” to %(address)s") % facts,
        reason=gettext("given up after %(number)s tries") % {"number": mail.attempts},
        at=mail.given_up_at or mail.created_at,
        order_id=mail.order_id,
        number=mail.order.number,
    )


def _drawings(at_most: int) -> tuple[int, Sequence[Failure]]:
    failed: QuerySet[InvoiceDrawing] = InvoiceDrawing.objects.filter(drawn_at=None, failures__gt=0)
    newest = failed.select_related("invoice__order").defer("invoice__data").order_by("-invoice__issued_at", "-pk")
    return failed.count(), [_of_drawing(drawing) for drawing in newest[:at_most]]


def _of_drawing(drawing: InvoiceDrawing) -> Failure:
    invoice = drawing.invoice
    return Failure(
        id=invoice.pk,
        what=invoice.reference,
        reason=drawing.problem,
        at=invoice.issued_at,
        order_id=invoice.order_id,
        number=invoice.order.number,
    )
