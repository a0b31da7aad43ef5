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
    invoice: Document, before: Iterable[Document], lines: Mapping[int, int], shipping: Money
) -> tuple[tuple[FrozenLine, ...], FrozenLine | None]:
    """Lines and shipping of the next credit note; `before` are the earlier ones, `shipping` is with its tax.

    Raises CreditRefused for more than is left, for what was not invoiced, and for nothing.
    """
    notes = list(before)
    found = {line.line: line for line in invoice.lines}
    wanted = {line_id: quantity for line_id, quantity in lines.items() if quantity}
    if not found.keys() >= wanted.keys():
        raise CreditRefused
    credited = tuple(
        _pieces(line, _quantity_before(notes, line), wanted[line.line], invoice.prices_include_tax, shipping.currency)
        for line in invoice.lines
        if line.line in wanted
    )
    freight = _shipping(invoice, notes, shipping) if shipping else None
    if not credited and freight is None:
        raise CreditRefused
    return credited, freight


def _quantity_before(notes: Iterable[Document], line: FrozenLine) -> int:
    return sum(other.quantity for note in notes for other in note.lines if other.line == line.line)


def _pieces(line: FrozenLine, start: int, quantity: int, is_included: bool, currency: str) -> FrozenLine:
    if quantity < 0 or start + quantity > line.quantity:
        raise CreditRefused
    end = _up_to(line, start + quantity, is_included, currency)
    return replace(line, quantity=quantity, amounts=end - _up_to(line, start, is_included, currency))


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
