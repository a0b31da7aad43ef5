"""What may be given back of an order, and what that costs: to the cent, however it is cut into pieces.

The amount of some pieces of a line is the rounded share up to there less what has gone back before, so all pieces
together are the line, also when a refund between failed. Where its price was reduced they share what is left of it.
The credit note says the same amounts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from shop.orders.models import Order, OrderLine
from shop.orders.pieces import of_first
from shop.orders.pricing.sharing import share_out
from shop.payments.exceptions import RefundRefused, SumDiffers
from shop.payments.models import Payment, Refund, RefundLine, RefundState
from stoa.core.money import Money, round_money, smallest_unit


@dataclass(frozen=True)
class Part:
    """So many of a line, and what goes back for them."""

    line: OrderLine
    quantity: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Given:
    """What has gone back of a line before: for pieces of it, and because its price was reduced."""

    for_pieces: Decimal = Decimal(0)
    reduced: Decimal = Decimal(0)

    def __add__(self, other: "Given") -> "Given":
        return Given(for_pieces=self.for_pieces + other.for_pieces, reduced=self.reduced + other.reduced)

    @property
    def all(self) -> Decimal:
        return self.for_pieces + self.reduced


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
        quantities = {part.line.pk: part.quantity for part in self.parts}
        return plan(self.order, self.payment, quantities, with_shipping=bool(self.shipping))


def plan(order: Order, payment: Payment, quantities: Mapping[int, int], *, with_shipping: bool) -> Plan:
    """{line id: how many}. Raises RefundRefused for more than is left, or nothing at all."""
    wanted = _chosen(order, quantities)
    current = Payment.objects.values_list("refunded", flat=True).get(pk=payment.pk)
    parts, room = _parts(order, wanted, payment.amount - current)
    shipping = min(shipping_left(order), room) if with_shipping else Decimal(0)
    found = Plan(order=order, payment=payment, parts=parts, shipping=shipping)
    if found.money.amount <= 0:
        raise RefundRefused
    return found


def goods(refund: Refund, quantities: Mapping[int, int], *, with_shipping: bool) -> Plan:
    """What a refund that is done was for, {line id: how many}. Raises RefundRefused, SumDiffers."""
    order, payment = refund.payment.order, refund.payment
    parts, _room = _parts(order, _chosen(order, quantities), order.total)
    shipping = shipping_left(order) if with_shipping else Decimal(0)
    found = Plan(order=order, payment=payment, parts=parts, shipping=shipping)
    if found.money != refund.money:
        raise SumDiffers(found=found.money, wanted=refund.money)
    return found


def reduction(refund: Refund) -> Plan:
    """A refund that is done made everything cheaper: no pieces, each line and the shipping its share of it.

    In proportion to what is still paid for them, so each tax rate has its share as well. Raises RefundRefused for more
    than is.
    """
    order, given = refund.payment.order, _given(refund.payment.order)
    lines = {f"{line.position:05}": line for line in order.lines.select_related("offer").order_by("position")}
    weights = {key: max(line.total - given[line.pk].all, Decimal(0)) for key, line in lines.items()}
    weights["shipping"] = shipping_left(order)
    if refund.amount > sum(weights.values()):
        raise RefundRefused
    shares = share_out(refund.amount, weights, smallest_unit(refund.currency))
    parts = tuple(Part(line, 0, shares[key]) for key, line in lines.items() if shares[key])
    return Plan(order=order, payment=refund.payment, parts=parts, shipping=shares["shipping"])


def left(line: OrderLine) -> int:
    """How many of a line may still be given back."""
    return line.quantity - line.refunded


def share(order: Order, line: OrderLine, quantity: int, given: Given) -> Decimal:
    """What goes back for the next `quantity` of a line, tax included: up to there, less what is given before.

    Where the price was reduced each piece that was still here has become cheaper: each has its share of what is left.
    """
    if given.reduced:
        return round_money(max(line.total - given.all, Decimal(0)) * quantity / left(line), order.currency)
    whole = line.price - line.discount
    pieces = line.refunded + quantity
    asked, tax = of_first(pieces, quantity=line.quantity, asked=whole, tax=line.tax, currency=order.currency)
    paid_for = asked if order.prices_include_tax else asked + tax
    return max(paid_for - given.for_pieces, Decimal(0))


def shipping_left(order: Order) -> Decimal:
    """What was paid for shipping and has not gone back, tax included."""
    paid = order.shipping if order.prices_include_tax else order.shipping + order.shipping_tax
    kept = Refund.objects.filter(payment__order=order).exclude(state=RefundState.FAILED)
    return paid - (kept.aggregate(all=Sum("shipping"))["all"] or Decimal(0))


def surplus_left(payment: Payment) -> Decimal:
    """What came above what the order costs, and has not gone back."""
    gone = payment.refunds.filter(Q(is_surplus=True) | Q(is_return=True)).exclude(state=RefundState.FAILED)
    return payment.surplus - (gone.aggregate(all=Sum("amount"))["all"] or Decimal(0))


def remaining(order: Order, room: Decimal) -> tuple[tuple[Part, ...], Decimal]:
    """All pieces that are left, and the shipping that is, for no more than `room`."""
    lines = [(line, left(line)) for line in order.lines.order_by("position") if left(line)]
    parts, room = _parts(order, lines, room)
    return parts, min(shipping_left(order), room)


def _parts(order: Order, wanted: Iterable[tuple[OrderLine, int]], room: Decimal) -> tuple[tuple[Part, ...], Decimal]:
    """Each line with its share, and the room that is left: less where money went back for who knows which goods."""
    given = _given(order)
    parts = []
    for line, quantity in wanted:
        amount = min(share(order, line, quantity, given[line.pk]), room)
        parts.append(Part(line, quantity, amount))
        room -= amount
    return tuple(parts), room


def _chosen(order: Order, quantities: Mapping[int, int]) -> list[tuple[OrderLine, int]]:
    """The lines of {line id: how many}. Raises RefundRefused for more than is left."""
    lines = {line.pk: line for line in order.lines.select_related("offer").order_by("position")}
    wanted = {line_id: quantity for line_id, quantity in sorted(quantities.items()) if quantity}
    if any(line_id not in lines or not 0 < number <= left(lines[line_id]) for line_id, number in wanted.items()):
        raise RefundRefused
    return [(lines[line_id], quantity) for line_id, quantity in wanted.items()]


def _given(order: Order) -> defaultdict[int, Given]:
    """{line id: what has gone back for it, or is on its way}."""
    found: defaultdict[int, Given] = defaultdict(Given)
    kept = RefundLine.objects.filter(refund__payment__order=order).exclude(refund__state=RefundState.FAILED)
    for line_id, quantity, amount in kept.values_list("line_id", "quantity", "amount"):
        found[line_id] += Given(for_pieces=amount) if quantity else Given(reduced=amount)
    return found
