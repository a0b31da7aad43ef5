"""The orders of the year before the load, placed, paid and shipped by the shop's own functions as of then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.utils import translation

from shop.catalogue import stock
from shop.catalogue.models import Offer, StockMovement, StockReason
from shop.orders import placing, shipping
from shop.orders.models import Cart, CartLine, Order, OrderAddress, OrderMail
from shop.orders.quoting import Buyer, quote
from stoa.accounts.models import User
from stoa.demo.loading.order_histories import Circumstances, live_through
from stoa.demo.loading.publication import Publication, key

#: What was taken off the stock for good; the others gave back what they held.
KEPT = ("waiting", "paid", "partly shipped", "shipped", "completed")
SUPPLIED_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """An order of the file: by whom, what ({offer: how many}), and when."""

    key: UUID
    facts: dict[str, Any]
    buyer: Buyer
    address: dict[str, str]
    goods: dict[Offer, int]
    placed_at: datetime


def load_orders(publication: Publication, people: dict[str, User], now: datetime) -> None:
    """All at the first load; later ones leave orders alone, as everybody must."""
    plans = _plans(publication, people, now)
    if Order.objects.filter(key__in=[plan.key for plan in plans]).exists():
        return
    supplied_at = plans[0].placed_at - SUPPLIED_BEFORE
    _supply(plans)
    staff, reasons = people[publication.orders["staff"]], publication.orders["reasons"]
    cart = Cart.objects.create(changed_at=now)
    for place, plan in enumerate(plans):
        order = _place(cart, plan)
        carrier = publication.orders["carriers"][plan.buyer.country]
        live_through(order, plan.facts["state"], Circumstances(now, staff, reasons, carrier, place))
    cart.delete()
    _date(plans, supplied_at)


def _plans(publication: Publication, people: dict[str, User], now: datetime) -> list[Plan]:
    offers = {offer.sku: offer for offer in Offer.objects.all()}
    plans, ways = [], _ways(publication)
    for place, facts in enumerate(publication.orders["orders"]):
        who = publication.orders["buyers"][facts["buyer"]]
        user: Any = AnonymousUser() if "email" in who else people[facts["buyer"]]
        country = who["address"]["country"]
        buyer = Buyer(
            language=who["language"],
            user=user,
            email=who.get("email") or user.email,
            country=country,
            method_id=ways[country, facts.get("pick_up", False)],
            picks_up=facts.get("pick_up", False),
        )
        plans.append(
            Plan(
                key=key("order", str(place)),
                facts=facts,
                buyer=buyer,
                address=_fetched_by(who["address"]) if facts.get("pick_up") else who["address"],
                goods={offers[sku]: quantity for sku, quantity in facts["lines"].items()},
                placed_at=now - timedelta(hours=facts["hours_ago"], minutes=place * 7 % 60),
            )
        )
    return plans


def _fetched_by(address: dict[str, str]) -> dict[str, str]:
    """What is left of an address where nothing is sent."""
    return {name: address[name] for name in ("name", "phone") if name in address}


def _ways(publication: Publication) -> dict[tuple[str, bool], int]:
    """{(country, picked up?): shipping method}: the first that goes there, and the shop's door."""
    countries = {who["address"]["country"] for who in publication.orders["buyers"].values()}
    return {
        (country, choice.is_pick_up): choice.method_id
        for country in sorted(countries)
        for choice in reversed(shipping.methods_for(country, 1, Decimal(1)))
    }


def _supply(plans: list[Plan]) -> None:
    """As much came in as was sold since, so that the shelves hold what the files of the products say."""
    sold: dict[int, int] = {}
    for plan in plans:
        for offer, quantity in plan.goods.items():
            if plan.facts["state"] in KEPT and offer.stock is not None:
                sold[offer.pk] = sold.get(offer.pk, 0) + quantity
    for offer_id, quantity in sorted(sold.items()):
        stock.adjust(offer_id=offer_id, change=quantity, reason=StockReason.DELIVERED, user=None)


def _place(cart: Cart, plan: Plan) -> Order:
    """One cart serves all buyers in turn."""
    cart.checkout_key, cart.coupon_code, cart.changed_at = plan.key, plan.facts.get("coupon", ""), plan.placed_at
    cart.save(update_fields=["checkout_key", "coupon_code", "changed_at"])
    CartLine.objects.bulk_create(
        CartLine(
            cart=cart,
            offer=offer,
            quantity=quantity,
            price_seen=offer.price_at(plan.placed_at).amount,
            currency=offer.currency,
            added_at=plan.placed_at,
        )
        for offer, quantity in plan.goods.items()
    )
    with translation.override(plan.buyer.language):
        seen = quote(cart=cart, buyer=plan.buyer, now=plan.placed_at)
        kind = OrderAddress.SHIPPING if seen.ships else OrderAddress.BILLING
        purchase = placing.Purchase(
            checkout_key=plan.key, buyer=plan.buyer, total=seen.total, addresses={kind: plan.address}
        )
        return placing.place(cart=cart, purchase=purchase, now=plan.placed_at)


def _date(plans: list[Plan], supplied_at: datetime) -> None:
    """Mails count as sent, and the ledger has the days on which things happened."""
    keys = [plan.key for plan in plans]
    OrderMail.objects.filter(order__key__in=keys, sent_at=None).update(sent_at=F("created_at"))
    orders = {str(order.key): order for order in Order.objects.filter(key__in=keys)}
    movements = list(StockMovement.objects.exclude(owner_key="").filter(owner_key__in=orders))
    for movement in movements:
        order = orders[movement.owner_key]
        is_first = movement.reason == StockReason.RESERVED
        movement.created_at = order.placed_at if is_first else order.paid_at or order.expires_at
    supplies = list(StockMovement.objects.filter(offer__in=_offers(plans)).exclude(owner_key__in=orders))
    for movement in supplies:
        movement.created_at = supplied_at
    StockMovement.objects.bulk_update([*movements, *supplies], ["created_at"], batch_size=200)


def _offers(plans: list[Plan]) -> set[Offer]:
    return {offer for plan in plans for offer in plan.goods}
