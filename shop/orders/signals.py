"""News of orders, sent after commit: `order` is the order. Work that must happen is registered with `fulfilment`."""

from django.dispatch import Signal

order_placed = Signal()
order_paid = Signal()
order_refunded = Signal()
