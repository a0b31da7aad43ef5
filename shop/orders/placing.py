"""Placing an order: one transaction that holds the goods, redeems the coupon and copies everything.

Locks are taken in this order: the cart, its offers by id, the coupon, the series of numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shop.catalogue import stock
from shop.orders import cart as carts
from shop.orders import coupons, mailing, numbers, settling, states
from shop.orders.exceptions import CartChanged, CouponRefused, NothingToBuy, OfferNotForSale
from shop.orders.models import Cart, Order, OrderAddress, OrderLine, State
from shop.orders.quoting import Buyer, Item, Quote, Reading, quote
from shop.orders.shipping import ShippingChoice
from shop.orders.signals import order_placed
from stoa.accounts.addresses import normalised
from stoa.core.money import Money


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """What the buyer agreed to. `checkout_key` is that of the cart they looked at, `total` what they saw.

    `addresses` are fields of OrderAddress by kind.
    """

    checkout_key: UUID
    buyer: Buyer
    total: Money
    addresses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def place(*, cart: Cart, purchase: Purchase, now: datetime, reading: Reading | None = None) -> Order:
    """The order of this purchase: a second click, or a second tab, gets the first one's.

    `reading` is what is known since `cart` was read. Raises OutOfStock, OfferNotForSale, CouponRefused, NothingToBuy,
    and CartChanged when the cart is another by now, the order would cost something else, or cannot be delivered as
    chosen; then nothing has happened.
    """
    if not carts.use(cart=cart, checkout_key=purchase.checkout_key, now=now):
        return _placed_meanwhile(cart, purchase)
    found = _hold(cart, purchase, reading or Reading(), now)
    _redeem(found, purchase, now)
    order = _write(cart, purchase, found, now)
    cart.lines.all().delete()
    states.note(order=order, name="placed", now=now, state=State.WAITING)
    transaction.on_commit(partial(order_placed.send_robust, Order, order=order))
    _ask_for_payment(order, now)
    return order


def _ask_for_payment(order: Order, now: datetime) -> None:
    """The mail says what is to be paid; an order that costs nothing is paid at once, and only that is mailed."""
    if order.total:
        mailing.owe(order=order, name="placed", now=now)
        return
    settling.mark_paid(order_id=order.pk, now=now)
    order.refresh_from_db()


def placed_from(cart: Cart, checkout_key: UUID) -> Order | None:
    """The order of this key, if this cart made it: nobody gets another's order by naming its key."""
    return Order.objects.filter(key=checkout_key, cart_key=cart.key).first()


def _placed_meanwhile(cart: Cart, purchase: Purchase) -> Order:
    """Raises CartChanged."""
    placed = placed_from(cart, purchase.checkout_key)
    if placed is None:
        raise CartChanged
    return placed


def _hold(cart: Cart, purchase: Purchase, reading: Reading, now: datetime) -> Quote:
    """Hold the goods, and only then reckon what they cost: nobody changes it any more."""
    lines = reading.lines_of(cart)
    if not lines:
        raise NothingToBuy
    offers = stock.reserve(
        quantities={line.offer_id: line.quantity for line in lines},
        owner_key=str(purchase.checkout_key),
        until=now + timedelta(minutes=settings.SHOP_RESERVATION_MINUTES),
        now=now,
    )
    for line in lines:
        line.offer = offers[line.offer_id]
    found = quote(cart=cart, buyer=purchase.buyer, now=now, reading=reading)
    _agree(found, purchase)
    return found


def _agree(found: Quote, purchase: Purchase) -> None:
    if not all(item.is_for_sale for item in found.items):
        raise OfferNotForSale
    if found.is_coupon_refused:
        raise CouponRefused
    if found.total != purchase.total or (found.ships and found.choice is None):
        raise CartChanged


def _write(cart: Cart, purchase: Purchase, found: Quote, now: datetime) -> Order:
    costs, buyer = found.breakdown, purchase.buyer
    order = Order.objects.create(
        key=purchase.checkout_key,
        cart_key=cart.key,
        number=_number(now),
        user=_member(buyer),
        email=normalised(buyer.email),
        language=buyer.language,
        note=purchase.note,
        currency=costs.currency,
        prices_include_tax=costs.prices_include_tax,
        subtotal=costs.subtotal,
        discount=costs.discount,
        shipping=costs.shipping,
        shipping_percent=costs.delivery.percent if costs.delivery else 0,
        shipping_tax=costs.shipping_tax,
        tax=costs.tax,
        total=costs.total,
        tax_country=found.tax_country,
        coupon_id=costs.coupon_id,
        coupon_code=cart.coupon_code if costs.coupon_id else "",
        **_delivery(found.choice),
        placed_at=now,
        expires_at=now + timedelta(minutes=settings.SHOP_RESERVATION_MINUTES),
    )
    OrderLine.objects.bulk_create(_copy(order, position, item) for position, item in enumerate(found.items, start=1))
    OrderAddress.objects.bulk_create(
        OrderAddress(order=order, kind=kind, **fields) for kind, fields in purchase.addresses.items()
    )
    return order


def _delivery(choice: ShippingChoice | None) -> dict[str, Any]:
    if choice is None:
        return {}
    return {"shipping_method_id": choice.method_id, "shipping_name": choice.name, "is_pick_up": choice.is_pick_up}


def _number(now: datetime) -> str:
    """ "26-000123": counted anew each year of the site's time zone."""
    year = timezone.localtime(now).year
    return f"{year % 100:02}-{numbers.next_number(f'order-{year}'):06}"


def _copy(order: Order, position: int, item: Item) -> OrderLine:
    offer, priced = item.offer, item.priced
    if priced is None:
        raise CartChanged
    return OrderLine(
        order=order,
        offer=offer,
        position=position,
        kind=offer.kind,
        translation_key=offer.translation_key,
        name=item.facts.name,
        label=item.facts.label,
        sku=offer.sku,
        quantity=priced.quantity,
        ships=offer.ships,
        weight=offer.weight,
        listed=priced.listed,
        unit=priced.unit,
        price=priced.price,
        discount=priced.discount,
        tax_class=offer.tax_class,
        percent=priced.percent,
        net=priced.net,
        tax=priced.tax,
        total=priced.total,
    )


def _redeem(found: Quote, purchase: Purchase, now: datetime) -> None:
    if found.coupon is None or found.coupon.coupon_id is None:
        return
    coupons.redeem(
        coupon_id=found.coupon.coupon_id,
        order_key=str(purchase.checkout_key),
        user=_member(purchase.buyer),
        email=purchase.buyer.email,
        discount=Money(found.breakdown.discount, found.breakdown.currency),
        now=now,
    )


def _member(buyer: Buyer) -> Any:
    """None for a guest."""
    return buyer.user if buyer.user is not None and buyer.user.is_authenticated else None
