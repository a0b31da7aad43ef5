"""What an order holds, as its page, its mails and its papers show it: read at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from shop.orders.envelopes import Envelope, envelope_of
from shop.orders.models import Order, OrderAddress, OrderLine, Shipment


@dataclass(frozen=True)
class TaxRow:
    """So much tax at this percentage, shipping with it."""

    percent: Decimal
    tax: Decimal


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Lines in their order, addresses, parcels with what is in them."""

    order: Order
    lines: Sequence[OrderLine]
    envelopes: Sequence[Envelope]
    shipments: Sequence[Shipment]

    @property
    def taxes(self) -> list[TaxRow]:
        """By percentage, the highest first; without those that come to nothing."""
        sums: defaultdict[Decimal, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            sums[line.percent] += line.tax
        sums[self.order.shipping_percent] += self.order.shipping_tax
        return [TaxRow(percent, tax) for percent, tax in sorted(sums.items(), reverse=True) if tax]

    @property
    def ships(self) -> bool:
        return any(line.ships for line in self.lines)

    def shipment(self, number: str) -> Shipment | None:
        """The parcel of this id, as text."""
        return next((shipment for shipment in self.shipments if str(shipment.pk) == number), None)


def contents_of(order: Order) -> Contents:
    """Four queries, five with parcels."""
    lines, addresses, shipments = _ordered()
    return _contents(order, lines.filter(order=order), addresses.filter(order=order), shipments.filter(order=order))


def read_together(orders: QuerySet[Order]) -> QuerySet[Order]:
    """With all that `contents_of_read` needs: six queries for any number of orders."""
    lines, addresses, shipments = _ordered()
    return orders.prefetch_related(
        Prefetch("lines", lines), Prefetch("addresses", addresses), Prefetch("shipments", shipments)
    )


def contents_of_read(order: Order) -> Contents:
    """Of an order of `read_together`; no query."""
    return _contents(order, order.lines.all(), order.addresses.all(), order.shipments.all())


def _ordered() -> tuple[QuerySet[OrderLine], QuerySet[OrderAddress], QuerySet[Shipment]]:
    return (
        OrderLine.objects.order_by("position"),
        OrderAddress.objects.order_by("-kind"),
        Shipment.objects.order_by("shipped_at", "pk").prefetch_related("lines__line"),
    )


def _contents(
    order: Order, lines: Iterable[OrderLine], addresses: Iterable[OrderAddress], shipments: Iterable[Shipment]
) -> Contents:
    envelopes = (envelope_of(address, is_pick_up=order.is_pick_up) for address in addresses)
    return Contents(
        order=order,
        lines=list(lines),
        envelopes=[envelope for envelope in envelopes if envelope.lines],
        shipments=list(shipments),
    )
