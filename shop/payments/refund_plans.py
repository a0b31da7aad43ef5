"""What may be given back of an order, and what that costs: to the cent, however it is cut into pieces.

The amount of some pieces of a line is the difference of two rounded shares, so all pieces together are the line. It is
what the credit note for them says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from shop.orders.models import Order, OrderLine
from shop.orders.pieces import of_first
from shop.payments.exceptions import RefundRefused
from shop.payments.models import Payment, Refund, RefundState
from stoa.core.money import Money


@dataclass(frozen=True)
class Part:
    """So many of a line, and what goes back for them; without a line it is the shipping."""

    line: OrderLine | None
    quantity: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be given back."""

    order: Order
    payment: Payment
    parts: tuple[Part, ...]
    shipping: Decimal

    @property
    def money(self) -> Money:
        return Money(sum((part.amount for part in self.parts), self.shipping), self.order.currency)

    @property
    def is_all(self) -> bool:
        """Has everything gone back then?"""
        return self.money == self.payment.left

    def renewed(self) -> "Plan":
        """The same wishes, reckoned anew. Raises RefundRefused."""
        quantities = {part.line.pk: part.quantity for part in self.parts if part.line}
        return plan(self.order, self.payment, quantities, with_shipping=bool(self.shipping))


def plan(order: Order, payment: Payment, quantities: Mapping[int, int], *, with_shipping: bool) -> Plan:
    """{line id: how many}. Raises RefundRefused for more than is left, or nothing at all."""
    lines = {line.pk: line for line in order.lines.select_related("offer").order_by("position")}
    parts = []
    for line_id, quantity in sorted(quantities.items()):
        if not quantity:
            continue
        if line_id not in lines or not 0 < quantity <= left(lines[line_id]):
            raise RefundRefused
        line = lines[line_id]
        parts.append(Part(line, quantity, share(order, line, quantity)))
    shipping = shipping_left(order) if with_shipping else Decimal(0)
    found = Plan(order=order, payment=payment, parts=tuple(parts), shipping=shipping)
    current = Payment.objects.values_list("refunded", flat=True).get(pk=payment.pk)
    if not 0 < found.money.amount <= payment.amount - current:
        raise RefundRefused
    return found


def left(line: OrderLine) -> int:
    """How many of a line may still be given back."""
    return line.quantity - line.refunded


def share(order: Order, line: OrderLine, quantity: int) -> Decimal:
    """What was paid for the next `quantity` of a line, tax included."""
    whole = line.price - line.discount

    def paid_for(pieces: int) -> Decimal:
        asked, tax = of_first(pieces, quantity=line.quantity, asked=whole, tax=line.tax, currency=order.currency)
        return asked if order.prices_include_tax else asked + tax

    return paid_for(line.refunded + quantity) - paid_for(line.refunded)


def shipping_left(order: Order) -> Decimal:
    """What was paid for shipping and has not gone back, tax included."""
    paid = order.shipping if order.prices_include_tax else order.shipping + order.shipping_tax
    kept = Refund.objects.filter(payment__order=order).exclude(state=RefundState.FAILED)
    return paid - (kept.aggregate(all=Sum("shipping"))["all"] or Decimal(0))


def remaining(order: Order) -> list[Part]:
    """All that is left."""
    lines = [line for line in order.lines.order_by("position") if left(line)]
    parts = [Part(line, left(line), share(order, line, left(line))) for line in lines]
    return [*parts, Part(None, 0, shipping_left(order))]
