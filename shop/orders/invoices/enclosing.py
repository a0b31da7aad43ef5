"""Which mails take an invoice along. They wait for its PDF; when it cannot be drawn they go with the link alone."""

from shop.orders.exceptions import DrawingFailed
from shop.orders.invoices import filing
from shop.orders.models import Invoice, InvoiceKind, OrderMail
from stoa.core.mail import Attachment

#: So many attempts at the mail fail for want of the PDF; their pauses are those of `shop.orders.mailing`.
WAITS = 2


def told_of(mail: OrderMail) -> Invoice | None:
    """The invoice that the mail "paid" is about, or the credit note of the refund that a mail is about."""
    issued = Invoice.objects.filter(order_id=mail.order_id)
    if mail.name == "paid":
        return issued.filter(kind=InvoiceKind.INVOICE).first()
    return issued.filter(kind=InvoiceKind.CREDIT_NOTE, about=mail.about).first() if mail.about else None


def enclose(mail: OrderMail, invoice: Invoice | None) -> list[Attachment]:
    """What to attach, before the next attempt. Raises DrawingFailed as long as it is worth another try."""
    if invoice is None:
        return []
    try:
        pdf = filing.pdf_of(invoice)
    except DrawingFailed:
        if mail.attempts < WAITS:
            raise
        return []
    return [Attachment(f"{invoice.reference}.pdf", pdf, "application/pdf")]
