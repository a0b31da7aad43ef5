"""Orders and their lines as files: those that the list shows, for shop managers."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from shop.orders.models import Order, OrderLine
from stoa.core import spreadsheets
from stoa.core.admin_lists import state_of
from stoa.core.money import Money
from stoa.core.spreadsheets import Cell, Table

#: Orders that are read from the database at once.
CHUNK = 1000
LINES = "lines"
EXPORT_RIGHT = "orders.change_order"


def table_of_orders(orders: QuerySet[Order]) -> Table:
    """One query; `orders` have their `buyer_name`."""
    headings = (
        _("Number"), _("Placed"), _("Paid on"), _("State"), _("Buyer"), _("E-mail address"), _("Country"),
        _("Currency"), _("Subtotal"), _("Discount"), _("Coupon"), _("Shipping"), _("Tax"), _("Total"),
        _("Shipping method"),
    )  # fmt: skip
    return Table(name="orders", headings=headings, rows=_rows_of_orders(orders))


def table_of_lines(orders: QuerySet[Order]) -> Table:
    """One query for all lines of these orders."""
    headings = (
        _("Number"), _("Placed"), _("State"), _("Country"), _("SKU"), _("Name"), _("Variant"), _("Quantity"),
        _("Shipped"), _("Refunded"), _("Currency"), _("Unit price"), _("Price"), _("Discount"), _("Tax rate"), _("Net"),
        _("Tax"), _("Total"),
    )  # fmt: skip
    lines = OrderLine.objects.filter(order__in=orders.order_by().values("pk")).select_related("order")
    ordered = lines.order_by("-order__placed_at", "-order_id", "position")
    return Table(name="order-lines", headings=headings, rows=_rows_of_lines(ordered))


def _rows_of_orders(orders: QuerySet[Any]) -> Iterator[list[Cell]]:
    for order in orders.iterator(chunk_size=CHUNK):
        amounts = (order.subtotal, order.discount, order.shipping, order.tax, order.total)
        subtotal, discount, shipping, tax, total = (Money(amount, order.currency) for amount in amounts)
        yield [
            order.number, order.placed_at, order.paid_at, state_of(order),
            order.buyer_name or "", order.email, order.tax_country, order.currency, subtotal, discount,
            order.coupon_code, shipping, tax, total, order.shipping_name,
        ]  # fmt: skip


def _rows_of_lines(lines: QuerySet[OrderLine]) -> Iterator[list[Cell]]:
    for line in lines.iterator(chunk_size=CHUNK):
        order = line.order
        amounts = (line.unit, line.price, line.discount, line.net, line.tax, line.total)
        unit, price, discount, net, tax, total = (Money(amount, order.currency) for amount in amounts)
        yield [
            order.number, order.placed_at, state_of(order), order.tax_country, line.sku,
            line.name, line.label, line.quantity, line.shipped, line.refunded, order.currency, unit, price, discount,
            line.percent, net, tax, total,
        ]  # fmt: skip


class ExportMixin:
    """Buttons for four files, and the files: `?export=csv` or `xlsx`, with `rows=lines` those of the lines."""

    request: HttpRequest

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [*super().header_more_buttons]  # type: ignore[misc]  # Of the view it is mixed into.
        if self.request.user.has_perm(EXPORT_RIGHT):
            buttons += [
                Button(label, url=self._export_url(**asked), icon_name="download", priority=90 + place)
                for place, (label, asked) in enumerate(_files())
            ]
        return buttons

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | FileResponse:
        kind = request.GET.get("export")
        if kind not in spreadsheets.TYPES:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]  # Likewise.
        if not request.user.has_perm(EXPORT_RIGHT):
            raise PermissionDenied
        orders = self.get_queryset()  # type: ignore[attr-defined]  # Likewise.
        table = table_of_lines(orders) if request.GET.get("rows") == LINES else table_of_orders(orders)
        return spreadsheets.download(table, str(kind))

    def _export_url(self, **asked: str) -> str:
        query = self.request.GET.copy()
        query.pop("p", None)
        for name, value in asked.items():
            query[name] = value
        return f"{self.request.path}?{query.urlencode()}"


def _files() -> list[tuple[str, dict[str, str]]]:
    return [
        (_("Download orders (XLSX)"), {"export": spreadsheets.XLSX, "rows": "orders"}),
        (_("Download orders (CSV)"), {"export": spreadsheets.CSV, "rows": "orders"}),
        (_("Download lines (XLSX)"), {"export": spreadsheets.XLSX, "rows": LINES}),
        (_("Download lines (CSV)"), {"export": spreadsheets.CSV, "rows": LINES}),
    ]
