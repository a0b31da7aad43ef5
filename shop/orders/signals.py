"""News of orders, sent after commit: `order` is the order. Work that must happen is registered with `fulfilment`.

They are sent with `send_robust`: who listens and fails, such as when Redis is away, keeps nobody else from hearing.
"""

from django.dispatch import Signal

order_placed = Signal()
order_paid = Signal()
order_refunded = Signal()
