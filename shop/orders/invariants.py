"""What must always hold of orders, for the command that looks whether it does."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Sum, When
from django.utils import timezone

from shop.catalogue.models import Offer, Reservation
from shop.orders import coupons
from shop.orders.models import SETTLED, Order, OrderEvent, OrderLine, Redemption, State
from stoa.core import invariants
from stoa.core.amounts import AmountField, summed
from stoa.core.keyset import read_uuid


def register() -> None:
    invariants.register("coupons", coupons.wrong_counts)
    invariants.register("orders add up", wrong_sums)
    invariants.register("orders and coupons", wrong_redemptions)
    invariants.register("histories of orders", broken_histories)
    invariants.register("goods of waiting orders", goods_not_reserved)
    invariants.register("goods of other orders", goods_reserved_for_nobody)
    invariants.register("downloads of paid orders", downloads_not_delivered)


def wrong_sums() -> list[str]:
    """Orders whose figures are not the sums of their lines and shipping. One query."""
    reckoned = Order.objects.annotate(
        of_prices=summed(Sum("lines__price")),
        of_discounts=summed(Sum("lines__discount")),
        of_taxes=summed(Sum("lines__tax") + F("shipping_tax")),
        of_totals=summed(
            Sum("lines__total")
            + F("shipping")
            + Case(
                When(prices_include_tax=True, then=F("shipping_tax") * 0),
                default=F("shipping_tax"),
                output_field=AmountField(),
            )
        ),
    )
    right = reckoned.filter(
        subtotal=F("of_prices"), discount=F("of_discounts"), tax=F("of_taxes"), total=F("of_totals")
    )
    return _lines(Order.objects.exclude(pk__in=right.values("pk")), "is not the sum of its parts")


def wrong_redemptions() -> list[str]:
    """Orders with a coupon whose use is not counted, or that counts although they came to nothing; uses of no order.

    Two queries.
    """
    # The key of an order is a text in redemptions, and a UUID of the database's own kind in orders.
    used = set(Redemption.objects.kept().values_list("order_key", flat=True))
    over = (State.EXPIRED, State.CANCELLED)
    orders = list(Order.objects.exclude(coupon=None).order_by("pk").values_list("number", "key", "state"))
    strays = used - {str(key) for _number, key, _state in orders}
    return [
        f"Order {number}: {state}, its coupon {'counts' if str(key) in used else 'does not count'}"
        for number, key, state in orders
        if (str(key) in used) == (state in over)
    ] + [f"A coupon counts as used by {key}, which is no order with a coupon" for key in sorted(strays)]


def broken_histories() -> Iterator[str]:
    """Orders whose changes of state do not follow one another from the first to what they are now. Two queries.

    In the order in which they were written, under the lock of the order: who took the time first may write last.
    """
    silent = Order.objects.exclude(Exists(OrderEvent.objects.filter(order=OuterRef("pk")).exclude(state="")))
    yield from _lines(silent, "has no history")
    events = OrderEvent.objects.exclude(state="").order_by("order_id", "pk")
    rows = events.values_list("order__number", "order__state", "state_before", "state")
    for number, own in groupby(rows.iterator(), key=lambda row: row[0]):
        changes = list(own)
        before = ["", *(after for _number, _now, _before, after in changes)]
        told = [*(change[2] for change in changes), changes[0][1]]
        if before != told:
            yield f"Order {number}: is {changes[0][1]}, its history says {' → '.join(before[1:])}"


def goods_not_reserved() -> list[str]:
    """Orders that wait for their payment and have time left, whose goods are not all reserved for them. Two queries."""
    waiting = Order.objects.filter(state=State.WAITING, expires_at__gt=timezone.now())
    bought = OrderLine.objects.filter(order__in=waiting).order_by("order_id", "offer_id")
    reserved = Reservation.objects.values_list("owner_key", "offer_id", "quantity")
    known = {(key, offer_id): quantity for key, offer_id, quantity in reserved}
    return [
        f"Order {number}: {quantity} of offer {offer_id}, reserved {known.get((str(key), offer_id), 0)}"
        for number, key, offer_id, quantity in bought.values_list("order__number", "order__key", "offer_id", "quantity")
        if known.get((str(key), offer_id), 0) != quantity
    ]


def goods_reserved_for_nobody() -> list[str]:
    """Goods that are reserved for orders that do not wait for their payment any more. Two queries."""
    reserved = list(Reservation.objects.order_by("pk").values_list("owner_key", "offer_id"))
    keys = [key for key in (read_uuid(owner) for owner, _offer_id in reserved) if key]
    orders = Order.objects.filter(key__in=keys).exclude(state=State.WAITING).values_list("key", "number")
    numbers = {str(key): number for key, number in orders}
    return [
        f"Order {numbers[owner]}: offer {offer_id} is still reserved"
        for owner, offer_id in reserved
        if owner in numbers
    ]


def downloads_not_delivered() -> list[str]:
    """Lines that are paid and whose files nobody may take. One query."""
    paid = OrderLine.objects.filter(kind=Offer.DOWNLOAD, order__state__in=SETTLED, download_right=None)
    rows = paid.order_by("pk").values_list("order__number", "sku")
    return [f"Order {number}: {sku} was not delivered" for number, sku in rows]


def _lines(orders: QuerySet[Order], what: str) -> list[str]:
    return [f"Order {number}: {what}" for number in orders.order_by("pk").values_list("number", flat=True)]
