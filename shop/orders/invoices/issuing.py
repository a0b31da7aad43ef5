"""Issuing invoices and credit notes: numbered without gaps, in the transaction that makes them due.

Locks are taken in this order: the order, the series of numbers, which is the last of all.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from shop.orders import numbers, states
from shop.orders.invoices.crediting import credit_of
from shop.orders.invoices.freezing import freeze
from shop.orders.invoices.frozen import Document
from shop.orders.models import Invoice, InvoiceDrawing, InvoiceKind, Order
from shop.orders.states import REASON_LENGTH
from stoa.core.money import Money

SERIES = {InvoiceKind.INVOICE: "INV", InvoiceKind.CREDIT_NOTE: "CRN"}


@transaction.atomic(savepoint=False)
def issue(*, order: Order, now: datetime) -> Invoice | None:
    """The invoice of a paid order, the first time and ever after; the caller holds the order's lock.

    None for an order of nothing: who pays nothing owes no tax and gets nothing back.
    """
    if not order.total:
        return None
    found = Invoice.objects.filter(order=order, kind=InvoiceKind.INVOICE).first()
    if found is not None:
        return found
    document, buyer = freeze(order=order, now=now)
    return _write(order, InvoiceKind.INVOICE, document, asdict(buyer), now, about=f"order {order.key}")


@transaction.atomic
def credit(
    *,
    order: Order,
    lines: Mapping[int, int],
    amounts: Mapping[int, Decimal] | None = None,
    shipping: Money,
    reason: str,
    now: datetime,
    about: str,
) -> Invoice | None:
    """Credit so many pieces of lines ({line id: quantity}) and part of the shipping, its tax with it.

    `amounts` ({line id: with tax}) is what went back for the pieces, where that is known; else it is their share.
    `about` is the key of the refund: the same again is the same credit note. None when the order was never invoiced,
    because its money came too late. Raises CreditRefused for more than is left of the invoice, and for nothing.
    """
    states.locked(order.pk)
    found = Invoice.objects.filter(about=about, order=order, kind=InvoiceKind.CREDIT_NOTE).first()
    if found is not None:
        return found
    invoice = Invoice.objects.filter(order=order, kind=InvoiceKind.INVOICE).first()
    if invoice is None:
        return None
    document = _credited(invoice, lines, amounts or {}, shipping)
    document = replace(document, reason=reason[:REASON_LENGTH])
    return _write(order, InvoiceKind.CREDIT_NOTE, document, invoice.buyer, now, about=about, credited=invoice)


def _credited(invoice: Invoice, lines: Mapping[int, int], amounts: Mapping[int, Decimal], shipping: Money) -> Document:
    frozen = Document.from_json(invoice.data)
    before = [Document.from_json(note.data) for note in invoice.credit_notes.order_by("pk")]
    found, freight = credit_of(frozen, before, lines, shipping, amounts=amounts)
    return replace(
        frozen, lines=found, shipping=freight, credited=invoice.reference, credited_at=invoice.issued_at.isoformat()
    )


def _write(
    order: Order,
    kind: InvoiceKind,
    document: Document,
    buyer: Mapping[str, str],
    now: datetime,
    *,
    about: str,
    credited: Invoice | None = None,
) -> Invoice:
    sums = document.sums
    invoice = Invoice(
        kind=kind,
        order=order,
        credited=credited,
        about=about,
        issued_at=now,
        currency=order.currency,
        language=order.language,
        net=sums.net,
        tax=sums.tax,
        total=sums.total,
        buyer=dict(buyer),
        data=document.to_json(),
    )
    _number(invoice)
    invoice.save(force_insert=True)
    InvoiceDrawing.objects.create(invoice=invoice)
    return invoice


def _number(invoice: Invoice) -> None:
    """The last step: whoever else issues waits from here until this transaction ends. Years are of the site's zone."""
    invoice.series, invoice.year = SERIES[InvoiceKind(invoice.kind)], timezone.localtime(invoice.issued_at).year
    invoice.number = numbers.next_number(f"{invoice.series}-{invoice.year}")
    invoice.reference = f"{invoice.series}-{invoice.year}-{invoice.number:06}"
