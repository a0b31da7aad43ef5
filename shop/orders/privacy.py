"""What this room holds about a buyer: their cart, their orders, which coupons they used.

Orders are books: they stay when the buyer goes, without a name. What somebody bought as a guest with an address they
have confirmed is theirs as well.
"""

from collections.abc import Iterable
from functools import reduce
from pathlib import Path

from django.db.models import Model, Prefetch, Q, QuerySet

from shop.orders.contents import read_together
from shop.orders.invoices import filing
from shop.orders.models import Cart, Download, Invoice, Order, OrderAddress, OrderEvent, OrderMail, Redemption, Shipment
from stoa.accounts import addresses, privacy
from stoa.accounts.models import User

OF_ORDER = (
    "number",
    "state",
    "email",
    "language",
    "note",
    "currency",
    "subtotal",
    "discount",
    "shipping",
    "tax",
    "total",
    "coupon_code",
    "shipping_name",
    "placed_at",
    "paid_at",
)
OF_LINE = ("name", "label", "sku", "quantity", "shipped", "unit", "discount", "percent", "tax", "total")
OF_ADDRESS = (
    "kind",
    "name",
    "company",
    "vat_number",
    "street",
    "street_more",
    "postcode",
    "city",
    "region",
    "country",
    "phone",
)
OF_INVOICE = ("reference", "kind", "issued_at", "currency", "net", "tax", "total", "buyer", "data")
OF_SHIPMENT = ("carrier", "tracking_number", "tracking_url", "shipped_at")
OF_DOWNLOAD = ("file__title", "version", "taken_at")
OF_REDEMPTION = ("coupon__code", "discount", "currency", "redeemed_at", "given_back_at")


def register() -> None:
    privacy.register(privacy.Data(model=Redemption, export=_redemptions, erase=_erase_redemptions))
    cart = privacy.rows(Cart, "user", "coupon_code", "checkout", "created_at", "changed_at")
    privacy.register(privacy.Data(model=Cart, export=cart, erase=_erase_cart))
    privacy.register(privacy.Data(model=Order, export=_orders, erase=_erase_orders, files=_invoices))
    privacy.exempt(OrderMail, why="who of the shop's staff is told of an order; mails to buyers name no account")
    privacy.exempt(OrderEvent, why="the history of an order says which of the shop's staff changed it")


def orders_of(user: User) -> QuerySet[Order]:
    """The orders of a member, with those of a guest with an address that they have confirmed."""
    return Order.objects.filter(_of(user))


def _of(user: User) -> Q:
    """Rows of the member, and those of a guest with an address that they have confirmed."""
    return Q(user=user) | Q(user=None, email__in=addresses.confirmed_of(user))


def _redemptions(user: User) -> Iterable[privacy.Row]:
    return Redemption.objects.filter(_of(user)).order_by("pk").values(*OF_REDEMPTION).iterator()


def _orders(user: User) -> Iterable[privacy.Row]:
    """Each order with its lines, addresses, invoices, parcels and downloads."""
    invoices = Prefetch("invoices", Invoice.objects.order_by("pk"))
    downloads = Prefetch("lines__download_right__downloads", Download.objects.select_related("file").order_by("pk"))
    orders = read_together(orders_of(user).order_by("pk")).prefetch_related(invoices, downloads)
    for order in orders.iterator(chunk_size=100):
        yield _row(order, OF_ORDER) | {
            "lines": [_row(line, OF_LINE) for line in order.lines.all()],
            "addresses": [_row(address, OF_ADDRESS) for address in order.addresses.all()],
            "downloads": [_row(download, OF_DOWNLOAD) for download in _downloads(order)],
            "invoices": [_row(invoice, OF_INVOICE) for invoice in order.invoices.all()],
            "shipments": [_row(shipment, OF_SHIPMENT) for shipment in order.shipments.all()],
        }


def _row(instance: Model, names: Iterable[str]) -> privacy.Row:
    """As `values(*names)` has it, of what was read already."""
    return {name: reduce(getattr, name.split("__"), instance) for name in names}


def _downloads(order: Order) -> Iterable[Download]:
    rights = [line.download_right for line in order.lines.all() if hasattr(line, "download_right")]
    return [download for right in rights for download in right.downloads.all()]


def _invoices(user: User) -> Iterable[tuple[str, Path]]:
    """The PDFs that are drawn; what the others say is among the rows."""
    for invoice in Invoice.objects.filter(order__in=orders_of(user)).order_by("pk"):
        yield f"invoices/{invoice.reference}.pdf", filing.place_of(invoice)


def _erase_redemptions(user: User, keep_content: bool) -> None:
    """The use stays counted, without a name."""
    Redemption.objects.filter(_of(user)).update(user=None, email="")


def _erase_cart(user: User, keep_content: bool) -> None:
    Cart.objects.filter(user=user).delete()


def _erase_orders(user: User, keep_content: bool) -> None:
    """Amounts and lines stay, who bought does not; invoices stay as they were issued, because tax law wants it."""
    orders = list(orders_of(user).values_list("pk", flat=True))
    OrderAddress.objects.filter(order__in=orders).update(
        name="", company="", vat_number="", street="", street_more="", postcode="", city="", phone=""
    )
    Shipment.objects.filter(order__in=orders).update(tracking_number="", tracking_url="")
    Order.objects.filter(pk__in=orders).update(user=None, email="", note="")
