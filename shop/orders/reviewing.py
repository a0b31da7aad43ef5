"""Buyers may review what they bought: what the catalogue asks of orders, and the invitation on an order's page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F

from shop.catalogue.models import Review
from shop.catalogue.reviews import buyers
from shop.orders.models import Order, OrderLine, State
from shop.orders.models.orders import SETTLED
from stoa.accounts.models import User
from stoa.core import things

#: Nothing of it is still on its way.
DELIVERED = (State.SHIPPED, State.COMPLETED)


def register() -> None:
    buyers.register("orders", has_bought)


def has_bought(user: User, key: UUID) -> bool:
    """In an order that is paid and not taken back, that is theirs: a guest's once it is claimed. One query."""
    lines = OrderLine.objects.filter(translation_key=key, order__user=user, order__state__in=SETTLED)
    return lines.filter(refunded__lt=F("quantity")).exists()


def invitations(order: Order, lines: Iterable[OrderLine], viewer: Any) -> set[UUID]:
    """Translation keys of what has come, for the member whose order it is: products that they may see and have not
    reviewed. Two queries, none for others."""
    if not viewer.is_authenticated or order.user_id != viewer.pk or not order.is_settled:
        return set()
    came = {line.translation_key for line in lines if _is_here(order, line)}
    if not came:
        return set()
    reviewed = Review.objects.filter(user=viewer, translation_key__in=came).values_list("translation_key", flat=True)
    seen = things.kind("product").find({str(key) for key in came}, viewer)
    return {key for key in came.difference(reviewed) if str(key) in seen}


def _is_here(order: Order, line: OrderLine) -> bool:
    has_come = not line.ships or line.shipped > 0 or order.state in DELIVERED
    return has_come and line.refunded < line.quantity
