"""The PDFs of invoices, in files that no web server hands out: drawn once, and again when a file is gone."""

import hashlib
import logging
import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from shop.orders.exceptions import DrawingFailed
from shop.orders.invoices import sheets
from shop.orders.models import Invoice, InvoiceDrawing

PROBLEM_LENGTH = 200

logger = logging.getLogger(__name__)


def pdf_of(invoice: Invoice) -> bytes:
    """From its file, or drawn now. Raises DrawingFailed, which staff see in the list of invoices."""
    try:
        return place_of(invoice).read_bytes()
    except OSError:
        # Not drawn yet, or the storage is away: then it is made anew.
        return _draw(invoice)


def place_of(invoice: Invoice) -> Path:
    """A name that no other invoice ever has, not even the same number in a database that was made anew."""
    mark = hashlib.sha256(f"{invoice.about} {invoice.issued_at.isoformat()}".encode()).hexdigest()[:16]
    return Path(settings.PROTECTED_ROOT, "invoices", str(invoice.year), f"{invoice.reference}-{mark}.pdf")


def _draw(invoice: Invoice) -> bytes:
    try:
        pdf = sheets.pdf(invoice)
    except DrawingFailed as problem:
        _note_failure(invoice, problem)
        raise
    try:
        _write(place_of(invoice), pdf)
    except OSError as problem:
        # Whoever asked gets it all the same; the sweep tries to keep it again.
        _note_failure(invoice, problem)
    else:
        InvoiceDrawing.objects.filter(invoice=invoice).update(drawn_at=timezone.now(), problem="")
    return pdf


def _note_failure(invoice: Invoice, problem: Exception) -> None:
    logger.warning("Invoice %s was not drawn, or not kept: %s", invoice.reference, problem)
    facts = {"failures": F("failures") + 1, "problem": str(problem)[:PROBLEM_LENGTH]}
    InvoiceDrawing.objects.filter(invoice=invoice).update(**facts)


def _write(place: Path, content: bytes) -> None:
    """Aside, and then renamed: whoever reads finds all of it or nothing, even when the power goes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_suffix(f".{uuid4().hex}")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(place)
