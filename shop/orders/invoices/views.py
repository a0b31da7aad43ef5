"""Invoices for their buyers, who may open what they may open the order with. They are never kept on the way."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.orders import opening
from shop.orders.exceptions import DrawingFailed
from shop.orders.invoices import filing, sheets
from shop.orders.models import Invoice, InvoiceKind


@require_safe
@never_cache
def invoice(request: HttpRequest, key: UUID) -> HttpResponse:
    """The invoice of an order, as PDF."""
    return answer(get_object_or_404(_issued(request, key), kind=InvoiceKind.INVOICE))


@require_safe
@never_cache
def credit_note(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """One of the credit notes of an order, as PDF; `number` is its id."""
    return answer(get_object_or_404(_issued(request, key), kind=InvoiceKind.CREDIT_NOTE, pk=number))


def answer(invoice: Invoice) -> HttpResponse:
    """The PDF, or the same as a page to print where it cannot be drawn."""
    try:
        pdf = filing.pdf_of(invoice)
    except DrawingFailed:
        note = _("The PDF cannot be made at the moment. You can print this page instead.")
        return HttpResponse(sheets.page(invoice, note=note))
    disposition = f'inline; filename="{invoice.reference}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _issued(request: HttpRequest, key: UUID) -> QuerySet[Invoice]:
    return Invoice.objects.filter(order=opening.find_or_404(request, key))
