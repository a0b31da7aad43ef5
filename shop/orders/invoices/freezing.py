"""From an order to what its invoice says. The invoice is made out to the billing address, or the one of delivery."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils import translation

from shop.orders import paying
from shop.orders.invoices.frozen import Amounts, Document, FrozenLine, Party, Seller
from shop.orders.invoices.paper_sizes import paper_size_of
from shop.orders.invoices.reverse_charge import is_reverse_charge
from shop.orders.models import Order, OrderAddress, OrderLine, SellerDetails
from stoa.core import mail
from stoa.core.money import round_money


def freeze(*, order: Order, now: datetime) -> tuple[Document, Party]:
    """What the invoice of a paid order says, and to whom. Five queries."""
    details = SellerDetails.current()
    buyer = _buyer(order)
    lines = list(order.lines.order_by("position"))
    is_reverse = is_reverse_charge(order=order, lines=lines, seller=details.vat_number, buyer=buyer.vat_number)
    document = Document(
        order_number=order.number,
        placed_at=order.placed_at.isoformat(),
        paid_at=(order.paid_at or now).isoformat(),
        paper=paper_size_of(details.paper, buyer.country or order.tax_country),
        prices_include_tax=order.prices_include_tax,
        seller=_seller(details),
        lines=tuple(_line(line, order.currency) for line in lines),
        shipping=_shipping(order),
        coupon_code=order.coupon_code,
        notes=("reverse_charge",) if is_reverse else (),
        paid_by=_paid_by(order),
    )
    return document, buyer


def _paid_by(order: Order) -> str:
    with translation.override(order.language or settings.LANGUAGE_CODE):
        return str(paying.way(order))


def _buyer(order: Order) -> Party:
    addresses = {address.kind: address for address in order.addresses.all()}
    address = addresses.get(OrderAddress.BILLING) or addresses.get(OrderAddress.SHIPPING)
    if address is None:
        return Party(country=order.tax_country)
    return Party(**{name: getattr(address, name) for name in Party.__dataclass_fields__})


def _seller(details: SellerDetails) -> Seller:
    """Without details the site's name stands there: the invoice is issued, staff are told in the admin."""
    named = {name: getattr(details, name) for name in Seller.__dataclass_fields__ if name != "name"}
    return Seller(name=details.company or mail.site_name(), **named)


def _line(line: OrderLine, currency: str) -> FrozenLine:
    return FrozenLine(
        line=line.pk,
        name=line.full_name,
        sku=line.sku,
        quantity=line.quantity,
        unit=round_money(line.unit, currency),
        percent=line.percent,
        amounts=_rounded(currency, line.price, line.discount, line.net, line.tax, line.total),
    )


def _shipping(order: Order) -> FrozenLine | None:
    """None where nothing was shipped for money: free shipping is no position of an invoice."""
    if not order.shipping:
        return None
    total = order.shipping if order.prices_include_tax else order.shipping + order.shipping_tax
    net = total - order.shipping_tax
    return FrozenLine(
        line=None,
        name=order.shipping_name,
        sku="",
        quantity=1,
        unit=round_money(order.shipping, order.currency),
        percent=order.shipping_percent,
        amounts=_rounded(order.currency, order.shipping, Decimal(0), net, order.shipping_tax, total),
    )


def _rounded(currency: str, *amounts: Decimal) -> Amounts:
    return Amounts(*(round_money(amount, currency) for amount in amounts))
