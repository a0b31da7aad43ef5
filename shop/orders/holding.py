"""For how long the goods of an order that waits for its payment are held for its buyer."""

from datetime import datetime

from django.db import transaction

from shop.catalogue import stock
from shop.orders import states
from shop.orders.exceptions import TransitionRefused
from shop.orders.models import Order


@transaction.atomic
def hold(*, order_id: int, until: datetime, now: datetime) -> Order:
    """Hold the goods of a waiting order until another moment, later or sooner; its locked row.

    Raises TransitionRefused when it waits no more, or its time is over: others may have had its goods.
    """
    order = states.locked(order_id)
    if not order.is_waiting or order.expires_at <= now:
        raise TransitionRefused
    if until != order.expires_at:
        order.expires_at = until
        order.save(update_fields=["expires_at"])
        stock.prolong(owner_key=str(order.key), until=until, now=now)
    return order
