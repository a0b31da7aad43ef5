"""What a crash left of invoices is finished by the sweep: paid orders without one, and PDFs that nobody has drawn.

Mails that are owed are sent by `shop.orders.mailing`.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from celery import shared_task
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from shop.orders import states
from shop.orders.exceptions import DrawingFailed
from shop.orders.invoices import filing, issuing
from shop.orders.models import Invoice, InvoiceDrawing, InvoiceKind, Order
from stoa.core import sweep

#: What is older is drawn when somebody asks for it; an order that was paid before has its invoice elsewhere.
RECENT = timedelta(days=1)
#: The mail draws what it takes along; after that nobody else is about to.
MISSED_AFTER = timedelta(seconds=30)
#: Orders are paid within so many days, or never.
PAID_WITHIN = timedelta(days=90)
MOST_FAILURES = 5
SWEEP_AT_MOST = 100


def issue_missed() -> None:
    """A job of the sweep."""
    now = timezone.now()
    invoiced = Exists(Invoice.objects.filter(order=OuterRef("pk"), kind=InvoiceKind.INVOICE))
    recent = Order.objects.settled().filter(placed_at__gte=now - PAID_WITHIN, paid_at__gte=now - RECENT, total__gt=0)
    ids = recent.exclude(invoiced).order_by("pk").values_list("pk", flat=True)[:SWEEP_AT_MOST]
    sweep.each("invoice of order", ids, partial(_issue, now=now))


@transaction.atomic
def _issue(order_id: int, now: datetime) -> None:
    issuing.issue(order=states.locked(order_id), now=now)


def draw_missed() -> None:
    """A job of the sweep: what fails again and again is left to whoever asks for it."""
    now = timezone.now()
    recent = InvoiceDrawing.objects.filter(drawn_at=None, failures__lt=MOST_FAILURES)
    missed = recent.filter(invoice__issued_at__range=(now - RECENT, now - MISSED_AFTER)).order_by("pk")
    for invoice_id in missed.values_list("invoice_id", flat=True)[:SWEEP_AT_MOST]:
        draw.delay(invoice_id)


@shared_task(name="shop.orders.invoices.catching_up.draw")
def draw(invoice_id: int) -> None:
    """Draw the PDF of an invoice, unless that is done; a failure is written down there."""
    with suppress(DrawingFailed):
        filing.pdf_of(Invoice.objects.get(pk=invoice_id))
