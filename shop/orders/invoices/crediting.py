"""How much of an invoice a credit note gives back: by piece, exact in the end.

Each line is credited up to a number of pieces: the amounts up to there, less those up to where it stood. What is asked
for the pieces is rounded, tax follows from it, and all pieces are the whole line, so the cents of any number of credit
notes sum to the invoice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from shop.orders.exceptions import CreditRefused
from shop.orders.invoices.frozen import Amounts, Document, FrozenLine
from shop.orders.pieces import of_first
from stoa.core.money import Money, round_money


def credit_of(
    invoice: Document,
    before: Iterable[Document],
    lines: Mapping[int, int],
    shipping: Money,
    *,
    amounts: Mapping[int, Decimal] | None = None,
) -> tuple[tuple[FrozenLine, ...], FrozenLine | None]:
    """Lines and shipping of the next credit note; `before` are the earlier ones, `shipping` is with its tax.

    `amounts` says what went back for the pieces of a line, with tax. Raises CreditRefused for more than is left, for
    what was not invoiced, and for nothing.
    """
    notes, totals = list(before), amounts or {}
    found = {line.line: line for line in invoice.lines if line.line is not None}
    # No pieces and an amount: their price was reduced.
    wanted = {line_id: quantity for line_id, quantity in lines.items() if quantity or totals.get(line_id)}
    if not found.keys() >= wanted.keys():
        raise CreditRefused
    is_included, currency = invoice.prices_include_tax, shipping.currency
    credited = tuple(
        _pieces(line, notes, wanted[line_id], totals.get(line_id), is_included, currency)
        for line_id, line in found.items()
        if line_id in wanted
    )
    freight = _shipping(invoice, notes, shipping) if shipping else None
    if not credited and freight is None:
        raise CreditRefused
    return credited, freight


def _pieces(
    line: FrozenLine, notes: Iterable[Document], quantity: int, total: Decimal | None, is_included: bool, currency: str
) -> FrozenLine:
    """The next pieces, with all that makes good for those before, or for the `total` that went back for them."""
    before = [other for note in notes for other in note.lines if other.line == line.line]
    start = sum(other.quantity for other in before)
    if quantity < 0 or start + quantity > line.quantity:
        raise CreditRefused
    left = line.amounts
    amounts = _up_to(line, start + quantity, is_included, currency)
    for other in before:
        amounts, left = amounts - other.amounts, left - other.amounts
    if total is not None and total != amounts.total:
        amounts = _for_total(line, total, left, price=line.unit * quantity, is_included=is_included, currency=currency)
    return replace(line, quantity=quantity, unit=line.unit if quantity else amounts.price, amounts=amounts)


def _for_total(
    line: FrozenLine, total: Decimal, left: Amounts, *, price: Decimal, is_included: bool, currency: str
) -> Amounts:
    """Of the tax of the line goes as much as of its total. Raises CreditRefused for more than is `left`."""
    if not 0 <= total <= left.total:
        raise CreditRefused
    whole = line.amounts
    tax = left.tax - round_money(whole.tax * (left.total - total) / whole.total, currency)
    asked = total if is_included else total - tax
    price = max(price, asked)
    return Amounts(price=price, discount=price - asked, net=total - tax, tax=tax, total=total)


def _up_to(line: FrozenLine, pieces: int, is_included: bool, currency: str) -> Amounts:
    """What the first so many pieces come to."""
    whole = line.amounts
    asked_for_all = whole.price - whole.discount
    asked, tax = of_first(pieces, quantity=line.quantity, asked=asked_for_all, tax=whole.tax, currency=currency)
    price = line.unit * pieces
    net = asked - tax if is_included else asked
    return Amounts(price=price, discount=price - asked, net=net, tax=tax, total=net + tax)


def _shipping(invoice: Document, notes: Iterable[Document], shipping: Money) -> FrozenLine:
    """Part of the shipping, with its tax."""
    part = invoice.shipping
    given = sum((note.shipping.amounts.total for note in notes if note.shipping), start=Decimal(0))
    if part is None or shipping.amount < 0 or given + shipping.amount > part.amounts.total:
        raise CreditRefused
    whole = part.amounts

    def tax_up_to(total: Decimal) -> Decimal:
        return round_money(whole.tax * total / whole.total, shipping.currency)

    tax = tax_up_to(given + shipping.amount) - tax_up_to(given)
    asked = shipping.amount if invoice.prices_include_tax else shipping.amount - tax
    amounts = Amounts(price=asked, discount=asked * 0, net=shipping.amount - tax, tax=tax, total=shipping.amount)
    return replace(part, unit=asked, amounts=amounts)
