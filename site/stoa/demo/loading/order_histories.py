"""What became of the demo's orders after they were placed, step by step, as the shop's functions do it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shop.orders import holding, sending, settling
from shop.orders.models import Order
from shop.payments import refund_plans, refunding
from shop.payments.base import Refunded
from stoa.accounts.models import User
from stoa.demo.loading.publication import key

HELD_FOR = timedelta(days=5)
PAID_AFTER, CANCELLED_AFTER = timedelta(minutes=4), timedelta(minutes=17)
SHIPPED_AFTER, COMPLETED_AFTER, REFUNDED_AFTER = timedelta(hours=22), timedelta(days=5), timedelta(days=6, hours=3)


@dataclass(frozen=True)
class Circumstances:
    """What the histories share: the moment of the load, who works in the shop and why things went wrong."""

    now: datetime
    staff: User
    reasons: dict[str, str]
    carrier: str
    place: int


def live_through(order: Order, state: str, around: Circumstances) -> None:
    """Let an order that was just placed become `state`, a word of the file."""
    at = order.placed_at
    if state == "waiting":
        # Its buyer pays by bank, which takes days.
        holding.hold(order_id=order.pk, until=around.now + HELD_FOR, now=at)
    elif state == "expired":
        settling.expire(order_id=order.pk, now=order.expires_at)
    elif state == "cancelled":
        settling.cancel(order_id=order.pk, now=at + CANCELLED_AFTER, reason=around.reasons["cancelled"])
    else:
        settling.mark_paid(order_id=order.pk, now=at + PAID_AFTER)
        _deliver(order, state, around)
    if state == "refunded":
        _refund(order, around)


def _deliver(order: Order, state: str, around: Circumstances) -> None:
    """Ship what the file says was shipped; what is picked up is handed over, downloads are completed already."""
    order.refresh_from_db()
    at = order.placed_at + SHIPPED_AFTER
    quantities = {line.pk: line.quantity for line in order.lines.order_by("position") if line.ships}
    if state == "paid" or not quantities:
        return
    if not order.is_pick_up:
        if state == "partly shipped":
            first = next(iter(quantities))
            quantities = {first: max(quantities[first] // 2, 1)}
        number = f"{around.place:03}-{order.number}"
        sending.ship(
            order_id=order.pk,
            quantities=quantities,
            carrier=around.carrier,
            tracking_number=number,
            tracking_url=f"https://parcels.example/{number}",
            parcels_before=0,
            user=around.staff,
            now=at,
        )
    if state == "completed":
        sending.complete(order_id=order.pk, user=around.staff, now=order.placed_at + COMPLETED_AFTER)


def _refund(order: Order, around: Circumstances) -> None:
    """Everything came back, and went back into the stock."""
    at = order.placed_at + REFUNDED_AFTER
    payment = order.payments.get()
    quantities = dict(order.lines.values_list("pk", "quantity"))
    plan = refund_plans.plan(order, payment, quantities, with_shipping=bool(order.shipping))
    refund = refunding.order_refund(
        plan=plan,
        key=key("refund", str(order.key)),
        reason=around.reasons["refunded"],
        gives_stock_back=True,
        user=around.staff,
        now=at,
    )
    refunding.learn(refund_id=refund.pk, told=Refunded(reference=""), now=at)
