"""The only functions that change stock.

Each locks the offers it is about, in the order of their ids, reads them again and writes a line of the ledger, so
that nothing is sold twice, however many buy at once. `owner_key` is the UUID of an order, as text.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from shop.catalogue.exceptions import NotCounted, OutOfStock, StockChanged
from shop.catalogue.models.offers import Offer
from shop.catalogue.models.stock import Reservation, StockMovement, StockReason
from shop.catalogue.signals import StockChange, stock_changed

#: Orders whose reservations one sweep ends.
SWEEP_AT_MOST = 200


@transaction.atomic(savepoint=False)
def reserve(*, quantities: dict[int, int], owner_key: str, until: datetime, now: datetime) -> dict[int, Offer]:
    """Hold all `quantities` ({offer id: how many}) for the owner, in place of what they held of these.

    Answers the offers by their ids, locked and as they are now. Raises OutOfStock: then nothing is held, and the
    transaction of whoever calls it is over as well.
    """
    if any(quantity < 1 for quantity in quantities.values()):
        raise ValueError("Quantities are at least 1.")
    offers, changes = _lock(quantities), _Changes()
    _end(Reservation.objects.filter(Q(owner_key=owner_key) | Q(expires_at__lte=now)), offers, changes)
    _refuse_too_many(quantities, offers)
    held = []
    for offer_id, quantity in sorted(quantities.items()):
        offer, facts = offers[offer_id], {"owner_key": owner_key, "quantity": quantity, "expires_at": until}
        held.append(Reservation(offer=offer, is_counted=offer.stock is not None, **facts))
        changes.add(offer, -quantity, reason=StockReason.RESERVED, owner_key=owner_key)
    changes.write()
    Reservation.objects.bulk_create(held)
    return offers


@transaction.atomic
def prolong(*, owner_key: str, until: datetime, now: datetime) -> None:
    """What is held for the owner is held until another moment; nothing happens when nothing is."""
    mine = Reservation.objects.filter(owner_key=owner_key)
    offers = _lock(mine.values_list("offer_id", flat=True))
    mine.filter(offer__in=offers).update(expires_at=until)


@transaction.atomic
def release(*, owner_key: str, now: datetime) -> None:
    """Give back to the stock what is held for the owner; nothing happens when nothing is."""
    _release(Reservation.objects.filter(owner_key=owner_key))


@transaction.atomic(savepoint=False)
def take(*, owner_key: str, now: datetime) -> dict[int, int]:
    """What is held for the owner is sold, late or not: {offer id: how many}, empty when nothing is held any more."""
    mine = Reservation.objects.filter(owner_key=owner_key)
    offers, changes = _lock(mine.values_list("offer_id", flat=True)), _Changes()
    taken = {reservation.offer_id: reservation for reservation in mine.filter(offer__in=offers)}
    for offer_id, reservation in sorted(taken.items()):
        if reservation.is_counted:
            changes.note(offers[offer_id], 0, reason=StockReason.SOLD, owner_key=owner_key)
        changes.count_sold(offers[offer_id], reservation.quantity)
    changes.write()
    mine.filter(offer__in=offers).delete()
    return {offer_id: reservation.quantity for offer_id, reservation in taken.items()}


@transaction.atomic
def give_back(*, offer_id: int, quantity: int, reason: str, user: Any, owner_key: str) -> int:
    """Put back what the owner had bought, at most as many as they had; answers how many went back."""
    if quantity < 1:
        raise ValueError("Quantities are at least 1.")
    offer, changes = _lock([offer_id])[offer_id], _Changes()
    if offer.stock is None:
        return 0
    bought = -_ledger(StockMovement.objects.filter(offer=offer, owner_key=owner_key))
    held = Reservation.objects.filter(offer=offer, owner_key=owner_key, is_counted=True).aggregate(all=Sum("quantity"))
    back = max(min(quantity, bought - (held["all"] or 0)), 0)
    changes.add(offer, back, reason=reason, user=user, owner_key=owner_key)
    changes.count_sold(offer, -back)
    changes.write()
    return back


@transaction.atomic
def adjust(*, offer_id: int, change: int, reason: str, user: Any, note: str = "") -> None:
    """Add to the stock or take from it. Raises OutOfStock when there is not so much, NotCounted without a stock."""
    offer, changes = _lock([offer_id])[offer_id], _Changes()
    if offer.stock is None:
        raise NotCounted
    if offer.stock + change < 0 and change < 0:
        raise OutOfStock(lines=[(offer_id, -change, offer.stock)])
    changes.add(offer, change, reason=reason, user=user, note=note)
    changes.write()


@transaction.atomic
def count(*, offer_id: int, stock: int | None, user: Any, note: str = "") -> None:
    """Somebody has counted: so many can be sold, None for as many as one likes. What is owed is settled with it."""
    offer, changes = _lock([offer_id])[offer_id], _Changes()
    if (offer.stock is None) != (stock is None):
        # They were not taken off what is counted now.
        Reservation.objects.filter(offer=offer).update(is_counted=False)
    changes.touch(offer)
    offer.stock, offer.owed = stock, 0
    change = (stock or 0) - _ledger(StockMovement.objects.filter(offer=offer))
    if change:
        changes.note(offer, change, reason=StockReason.COUNTED, user=user, note=note)
    changes.write()


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
            _release(expired.filter(owner_key=owner_key))


class _Changes:
    """What happens to locked offers, in memory until `write`: a few statements and one signal, however many."""

    def __init__(self) -> None:
        self.offers: dict[int, Offer] = {}
        self._before: dict[int, int | None] = {}
        self._movements: list[StockMovement] = []

    def touch(self, offer: Offer) -> None:
        """Before any of it changes."""
        self._before.setdefault(offer.pk, offer.stock)
        self.offers[offer.pk] = offer

    def add(self, offer: Offer, change: int, **why: Any) -> None:
        """Change the stock; what goes below nothing is owed, and what comes in settles that first."""
        if offer.stock is None or not change:
            return
        self.touch(offer)
        net = offer.stock - offer.owed + change
        offer.stock, offer.owed = max(net, 0), max(-net, 0)
        self.note(offer, change, **why)

    def count_sold(self, offer: Offer, change: int) -> None:
        """Keep the number by which lists know what is popular."""
        self.touch(offer)
        offer.sold = max(offer.sold + change, 0)

    def note(self, offer: Offer, change: int, **why: Any) -> None:
        """A line of the ledger."""
        self._movements.append(StockMovement(offer=offer, change=change, **why))

    def write(self) -> None:
        offers = [self.offers[pk] for pk in sorted(self.offers)]
        if offers:
            Offer.objects.bulk_update(offers, ["stock", "owed", "sold"])
        if self._movements:
            StockMovement.objects.bulk_create(self._movements)
        told = [StockChange(offer, self._before[offer.pk], offer.stock) for offer in offers]
        told = [change for change in told if change.before != change.after]
        if told:
            stock_changed.send(Offer, changes=told)


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


def _release(reservations: Any) -> None:
    changes = _Changes()
    _end(reservations, _lock(reservations.values_list("offer_id", flat=True)), changes)
    changes.write()


def _end(reservations: Any, offers: dict[int, Offer], changes: _Changes) -> None:
    """Delete these reservations of locked offers, and give them back to the stock."""
    found = list(reservations.filter(offer__in=offers).order_by("offer_id", "pk"))
    for reservation in found:
        if reservation.is_counted:
            offer, owner_key = offers[reservation.offer_id], reservation.owner_key
            changes.add(offer, reservation.quantity, reason=StockReason.RELEASED, owner_key=owner_key)
    if found:
        Reservation.objects.filter(pk__in=[reservation.pk for reservation in found]).delete()


def _ledger(movements: Any) -> int:
    return movements.aggregate(all=Sum("change"))["all"] or 0
