"""What must always hold of invoices, for the command that looks whether it does. A fixed number of queries each."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, F, Max, Min, Q

from shop.orders.models import Invoice, InvoiceKind, NumberSeries, Order, State
from stoa.core import invariants


def register() -> None:
    invariants.register("numbers of invoices", broken_series)
    invariants.register("invoices of paid orders", wrong_invoices)
    invariants.register("credit notes", excessive_credits)


def broken_series() -> Iterator[str]:
    """Series whose numbers are not 1..n, or do not end where the series stands. Two queries."""
    rows = Invoice.objects.order_by().values("series", "year")
    counted = rows.annotate(count=Count("pk"), first=Min("number"), last=Max("number"))
    stands = dict(NumberSeries.objects.values_list("name", "last"))
    for row in counted.order_by("series", "year"):
        name = f"{row['series']}-{row['year']}"
        if (row["first"], row["last"]) != (1, row["count"]) or stands.get(name) != row["last"]:
            found = f"{row['count']} numbers from {row['first']} to {row['last']}"
            yield f"Series {name}: {found}, it stands at {stands.get(name)}"


def wrong_invoices() -> Iterator[str]:
    """Paid orders without an invoice, and invoices that say something else than their order. Two queries."""
    invoices = Count("invoices", filter=Q(invoices__kind=InvoiceKind.INVOICE))
    paid = Order.objects.settled().filter(total__gt=0).annotate(count=invoices).exclude(count=1)
    for number in paid.order_by("pk").values_list("number", flat=True):
        yield f"Order {number}: is paid and has no invoice"
    issued = Invoice.objects.filter(kind=InvoiceKind.INVOICE).order_by("pk")
    wrong = issued.exclude(total=F("order__total"), tax=F("order__tax"), currency=F("order__currency"))
    unpaid = issued.filter(order__state__in=(State.WAITING, State.EXPIRED, State.CANCELLED))
    for reference in wrong.values_list("reference", flat=True):
        yield f"Invoice {reference}: says something else than its order"
    for reference in unpaid.values_list("reference", flat=True):
        yield f"Invoice {reference}: its order was never paid"


def excessive_credits() -> Iterator[str]:
    """Invoices of which more was given back than was asked, as a whole or of a line. One query."""
    credited = Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).order_by("credited_id", "pk")
    notes = credited.values_list("credited__reference", "credited__total", "total", "credited__data", "data")
    for reference, own in groupby(notes.iterator(), key=lambda row: row[0]):
        rows = list(own)
        if sum((row[2] for row in rows), start=Decimal(0)) > rows[0][1]:
            yield f"Invoice {reference}: more was credited than invoiced"
        left = {line["line"]: line["quantity"] for line in rows[0][3]["lines"]}
        given: defaultdict[int, int] = defaultdict(int)
        for line in (line for row in rows for line in row[4]["lines"]):
            given[line["line"]] += line["quantity"]
        if any(quantity > left.get(line, 0) for line, quantity in given.items()):
            yield f"Invoice {reference}: more pieces were credited than invoiced"
