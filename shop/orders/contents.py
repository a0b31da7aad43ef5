"""What an order holds, as its page, its mails and its papers show it: read at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shop.orders.models import Order, OrderAddress, OrderLine, Shipment


@dataclass(frozen=True)
class TaxRow:
    """So much tax at this percentage, shipping with it."""

    percent: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Envelope:
    """An address as an envelope has it, line by line, in the active language."""

    kind: str
    title: str
    lines: tuple[str, ...]
    phone: str


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
    return Contents(
        order=order,
        lines=list(lines),
        envelopes=[envelope for address in addresses if (envelope := envelope_of(address, order)).lines],
        shipments=list(shipments),
    )


def envelope_of(address: OrderAddress, order: Order) -> Envelope:
    """Nothing is left of an erased address, not even the country."""
    place = " ".join(part for part in (address.postcode, address.city) if part)
    region = ", ".join(part for part in (place, address.region) if part)
    parts = (address.name, address.company, address.street, address.street_more, region)
    written = tuple(part for part in parts if part)
    ending = tuple(part for part in (_country(address.country), address.vat_number) if part)
    lines = written + ending if address.name or address.street else ()
    return Envelope(address.kind, _title(address, order), lines, address.phone)


def _title(address: OrderAddress, order: Order) -> str:
    if address.kind == OrderAddress.BILLING:
        return _("Invoice to")
    return _("Who fetches it") if order.is_pick_up else _("Delivery to")


def _country(code: str) -> str:
    locale = Locale.parse(get_language() or settings.LANGUAGE_CODE, sep="-")
    return locale.territories.get(code, code)
