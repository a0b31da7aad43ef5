"""The only functions that change stock.

Each locks the offers it is about, in the order of their ids, reads them again and writes a line of the ledger, so
that nothing is sold twice, however many buy at once. `owner_key` is the UUID of an order, as text.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from shop.catalogue.exceptions import NotCounted, OutOfStock, StockChanged
from shop.catalogue.models.offers import Offer
from shop.catalogue.models.stock import Reservation, StockMovement, StockReason
from shop.catalogue.signals import stock_changed

#: Orders whose reservations one sweep ends.
SWEEP_AT_MOST = 200


@transaction.atomic
def reserve(*, quantities: dict[int, int], owner_key: str, until: datetime, now: datetime) -> None:
    """Hold all `quantities` ({offer id: how many}) for the owner, in place of what they held, else raise OutOfStock."""
    if any(quantity < 1 for quantity in quantities.values()):
        raise ValueError("Quantities are at least 1.")
    mine = Reservation.objects.filter(owner_key=owner_key)
    offers = _lock({*quantities, *mine.values_list("offer_id", flat=True)})
    _end(Reservation.objects.filter(offer__in=offers, expires_at__lte=now).exclude(owner_key=owner_key), offers)
    _end(mine, offers)
    _refuse_too_many(quantities, offers)
    for offer_id, quantity in sorted(quantities.items()):
        offer = offers[offer_id]
        is_counted = offer.stock is not None
        _change(offer, -quantity, reason=StockReason.RESERVED, owner_key=owner_key)
        mine.create(offer=offer, owner_key=owner_key, quantity=quantity, is_counted=is_counted, expires_at=until)


@transaction.atomic
def prolong(*, owner_key: str, until: datetime, now: datetime) -> None:
    """What is held for the owner is held until another moment; nothing happens when nothing is."""
    mine = Reservation.objects.filter(owner_key=owner_key)
    offers = _lock(mine.values_list("offer_id", flat=True))
    mine.filter(offer__in=offers).update(expires_at=until)


@transaction.atomic
def release(*, owner_key: str, now: datetime) -> None:
    """Give back to the stock what is held for the owner; nothing happens when nothing is."""
    mine = Reservation.objects.filter(owner_key=owner_key)
    _end(mine, _lock(mine.values_list("offer_id", flat=True)))


@transaction.atomic
def take(*, owner_key: str, now: datetime) -> dict[int, int]:
    """What is held for the owner is sold, late or not: {offer id: how many}, empty when nothing is held any more."""
    mine = Reservation.objects.filter(owner_key=owner_key)
    offers = _lock(mine.values_list("offer_id", flat=True))
    taken = {reservation.offer_id: reservation for reservation in mine.filter(offer__in=offers)}
    for offer_id, reservation in sorted(taken.items()):
        if reservation.is_counted:
            _write(offers[offer_id], 0, reason=StockReason.SOLD, owner_key=owner_key)
        _count_sold(offers[offer_id], reservation.quantity)
    mine.filter(offer__in=offers).delete()
    return {offer_id: reservation.quantity for offer_id, reservation in taken.items()}


@transaction.atomic
def give_back(*, offer_id: int, quantity: int, reason: str, user: Any, owner_key: str) -> int:
    """Put back what the owner had bought, at most as many as they had; answers how many went back."""
    if quantity < 1:
        raise ValueError("Quantities are at least 1.")
    offer = _lock([offer_id])[offer_id]
    if offer.stock is None:
        return 0
    bought = -_ledger(StockMovement.objects.filter(offer=offer, owner_key=owner_key))
    held = Reservation.objects.filter(offer=offer, owner_key=owner_key, is_counted=True).aggregate(all=Sum("quantity"))
    back = max(min(quantity, bought - (held["all"] or 0)), 0)
    _change(offer, back, reason=reason, user=user, owner_key=owner_key)
    _count_sold(offer, -back)
    return back


@transaction.atomic
def adjust(*, offer_id: int, change: int, reason: str, user: Any, note: str = "") -> None:
    """Add to the stock or take from it. Raises OutOfStock when there is not so much, NotCounted without a stock."""
    offer = _lock([offer_id])[offer_id]
    if offer.stock is None:
        raise NotCounted
    if offer.stock + change < 0 and change < 0:
        raise OutOfStock(lines=[(offer_id, -change, offer.stock)])
    _change(offer, change, reason=reason, user=user, note=note)


@transaction.atomic
def count(*, offer_id: int, stock: int | None, user: Any, note: str = "") -> None:
    """Somebody has counted: so many can be sold, None for as many as one likes. What is owed is settled with it."""
    offer = _lock([offer_id])[offer_id]
    before, offer.stock, offer.owed = offer.stock, stock, 0
    offer.save(update_fields=["stock", "owed"])
    if (before is None) != (stock is None):
        # They were not taken off what is counted now.
        Reservation.objects.filter(offer=offer).update(is_counted=False)
    change = (stock or 0) - _ledger(StockMovement.objects.filter(offer=offer))
    if change:
        _write(offer, change, reason=StockReason.COUNTED, user=user, note=note)
    _tell(offer, before)


@transaction.atomic
def correct(
    *, offer_id: int, seen: int | None, stock: int | None, reason: str, user: Any, note: str = ""
) -> int | None:
    """Make `stock` of what was `seen`, and answer what can be sold then: what comes in settles first what is owed.

    Raises StockChanged when it is not what was seen any more. From or to no limit is always a count.
    """
    now = _lock([offer_id])[offer_id].stock
    if now != seen:
        raise StockChanged(stock=now)
    if seen is None or stock is None or reason == StockReason.COUNTED:
        count(offer_id=offer_id, stock=stock, user=user, note=note)
        return stock
    adjust(offer_id=offer_id, change=stock - seen, reason=reason, user=user, note=note)
    return Offer.objects.values_list("stock", flat=True).get(pk=offer_id)


def lock(offer_ids: Iterable[int]) -> None:
    """Lock these offers until the transaction ends: for who changes several, one after the other, between other locks.

    Whoever else sells or gives back waits before they have locked any of them.
    """
    _lock(offer_ids)


def available(offer_ids: Collection[int], now: datetime) -> dict[int, int | None]:
    """{offer id: how many can be sold now}, None for as many as one likes, 0 for what is not on sale. Two queries."""
    found: dict[int, int | None] = dict.fromkeys(offer_ids, 0)
    expired = Reservation.objects.filter(offer__in=found, expires_at__lte=now, is_counted=True)
    returning = dict(expired.order_by().values_list("offer_id").annotate(all=Sum("quantity")))
    for offer in Offer.objects.filter(pk__in=found).for_sale():
        found[offer.pk] = _left(offer, returning.get(offer.pk, 0))
    return found


def release_expired() -> None:
    """End the reservations whose time is over; a job of the sweep."""
    now = timezone.now()
    expired = Reservation.objects.filter(expires_at__lte=now)
    keys = expired.order_by("owner_key").values_list("owner_key", flat=True).distinct()
    for owner_key in keys[:SWEEP_AT_MOST]:
        with transaction.atomic():
            theirs = expired.filter(owner_key=owner_key)
            _end(theirs, _lock(theirs.values_list("offer_id", flat=True)))


def _lock(offer_ids: Iterable[int]) -> dict[int, Offer]:
    """The offers of these ids, locked until the transaction ends; carts may go on pointing to them."""
    locked = Offer.objects.select_for_update(no_key=True).filter(pk__in=set(offer_ids)).order_by("pk")
    return {offer.pk: offer for offer in locked}


def _refuse_too_many(quantities: dict[int, int], offers: dict[int, Offer]) -> None:
    short = []
    for offer_id, wanted in sorted(quantities.items()):
        left = _left(offers.get(offer_id))
        if left is not None and left < wanted:
            short.append((offer_id, wanted, left))
    if short:
        raise OutOfStock(lines=short)


def _left(offer: Offer | None, returning: int = 0) -> int | None:
    """How many can be sold; None for as many as one likes."""
    if offer is None or not offer.is_on_sale:
        return 0
    if offer.stock is None or offer.backorder:
        return None
    return offer.stock + returning


def _end(reservations: Any, offers: dict[int, Offer]) -> None:
    """Delete these reservations of locked offers, and give them back to the stock."""
    for reservation in reservations.filter(offer__in=offers).order_by("offer_id", "pk"):
        if reservation.is_counted:
            offer = offers[reservation.offer_id]
            _change(offer, reservation.quantity, reason=StockReason.RELEASED, owner_key=reservation.owner_key)
        reservation.delete()


def _change(offer: Offer, change: int, **why: Any) -> None:
    """Change the stock of a locked offer; what goes below nothing is owed, and what comes in settles that first."""
    if offer.stock is None or not change:
        return
    before, net = offer.stock, offer.stock - offer.owed + change
    offer.stock, offer.owed = max(net, 0), max(-net, 0)
    offer.save(update_fields=["stock", "owed"])
    _write(offer, change, **why)
    _tell(offer, before)


def _count_sold(offer: Offer, change: int) -> None:
    """Keep the number by which lists know what is popular."""
    offer.sold = max(offer.sold + change, 0)
    offer.save(update_fields=["sold"])


def _write(offer: Offer, change: int, **why: Any) -> None:
    StockMovement.objects.create(offer=offer, change=change, **why)


def _ledger(movements: Any) -> int:
    return movements.aggregate(all=Sum("change"))["all"] or 0


def _tell(offer: Offer, before: int | None) -> None:
    if before != offer.stock:
        stock_changed.send(Offer, offer=offer, before=before, after=offer.stock)
