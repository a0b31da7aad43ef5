"""Keeps the sets in Redis true: those of an order's products when it is paid or taken back, all of them every night.

What is read of the orders may be older than what another process has just written; the next night puts that right.
"""

from typing import Any
from uuid import UUID

from celery import shared_task

from shop.catalogue import recommending
from shop.orders.models import Order, OrderLine
from shop.orders.signals import order_paid, order_refunded
from shop.orders.together import counting, finding, sets


def register() -> None:
    recommending.register("orders", finding.find)
    for signal in (order_paid, order_refunded):
        signal.connect(_changed, dispatch_uid="orders_together")


def rebuild() -> int:
    """Write every set anew; answers of how many products. Raises `sets.Unavailable`."""
    known: list[UUID] = []
    for keys, partners in counting.in_parts():
        sets.replace(keys, partners)
        known += keys
    sets.finish(known)
    return len(known)


def refresh(order_id: int) -> None:
    """The sets of what is in this order hold what is true now; nothing where there is no Redis."""
    keys = set(OrderLine.objects.filter(order=order_id).values_list("translation_key", flat=True))
    if len(keys) < 2:
        return
    try:
        sets.replace(keys, counting.partners_of(keys))
    except sets.Unavailable:
        return


@shared_task(name="shop.orders.together.keeping.rebuild_sets")
def rebuild_sets() -> None:
    """Nightly; nothing where there is no Redis."""
    try:
        rebuild()
    except sets.Unavailable:
        return


@shared_task(name="shop.orders.together.keeping.refresh_sets")
def refresh_sets(order_id: int) -> None:
    refresh(order_id)


def _changed(sender: Any, order: Order, **kwargs: Any) -> None:
    if sets.has_redis():
        refresh_sets.delay(order.pk)
