"""Which invoices and credit notes an order has, without what they say: one query."""

from collections.abc import Sequence

from shop.orders.models import Invoice, Order

SHOWN = ("pk", "kind", "reference", "order_id", "issued_at", "total", "currency")


def issued_for(order: Order) -> Sequence[Invoice]:
    """The invoice, then its credit notes."""
    return list(order.invoices.only(*SHOWN).order_by("pk"))
