"""What is printed: a frozen invoice in the words of its language, and the page it makes."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.text import Truncator

from shop.orders.envelopes import where_of
from shop.orders.invoices import pressing
from shop.orders.invoices.frozen import Document, Party
from shop.orders.models import Invoice

STYLE = Path(__file__).parents[1] / "static" / "orders" / "invoice.css"
#: Longer texts are cut: no name of this world is.
LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the template prints besides the document itself."""

    invoice: Invoice
    document: Document
    seller: list[str]
    buyer: list[str]
    placed_on: datetime
    paid_on: datetime
    credited_on: datetime | None
    has_discounts: bool


def page(invoice: Invoice, *, note: str = "") -> str:
    """As HTML, for a browser; `note` stands above it and is not printed."""
    return _render(invoice, stylesheet=static("orders/invoice.css"), note=note)


def pdf(invoice: Invoice) -> bytes:
    """Raises DrawingFailed."""
    paper = Document.from_json(invoice.data).paper
    return pressing.draw(_render(invoice), [STYLE.read_text(encoding="utf-8"), f"@page {{ size: {paper} }}"])


def _render(invoice: Invoice, **more: Any) -> str:
    with translation.override(invoice.language or settings.LANGUAGE_CODE):
        return render_to_string("orders/invoices/invoice.html", {"sheet": sheet_of(invoice)} | more)


def sheet_of(invoice: Invoice) -> Sheet:
    """In the active language; no query."""
    document = Document.from_json(invoice.data)
    return Sheet(
        invoice=invoice,
        document=document,
        seller=_lines(document.seller.address),
        buyer=_envelope(Party(**invoice.buyer)),
        placed_on=_moment(document.placed_at),
        paid_on=_moment(document.paid_at),
        credited_on=_moment(document.credited_at) if document.credited_at else None,
        has_discounts=any(part.amounts.discount for part in document.parts),
    )


def _moment(text: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(text))


def _lines(text: str) -> list[str]:
    return [cut(line) for line in text.splitlines() if line.strip()]


def _envelope(party: Party) -> list[str]:
    """Company first: it is who buys."""
    return [cut(line) for line in (party.company, party.name, *where_of(party)) if line]


def cut(text: str) -> str:
    return Truncator(text).chars(LONGEST)
