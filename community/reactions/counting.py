"""Counting how often things are seen.

Policy: robots do not count, and neither does the same visitor within half an hour: a member, or whoever comes from one
address. Redis remembers who was here and gathers the numbers, which go into the database in batches with the sweep, so
a lost Redis loses half a minute; where there is no Redis, or it is away, the database does both. Visitors are kept as a
digest that changes every day.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from community.reactions import gathering
from community.reactions.exceptions import Unavailable
from community.reactions.models import CountedBatch, Sighting, ViewCount, ViewDay
from community.reactions.robots import is_robot
from stoa.core import clients, things
from stoa.core.exceptions import UnknownKind

AGAIN_AFTER = timedelta(minutes=30)
_BATCHES_KEPT = timedelta(days=1)

#: (day, kind, key, number)
Count = tuple[date, str, str, int]


def saw(*, request: HttpRequest, kind: str, key: str) -> bool:
    """Count that whoever sent `request` looks at a thing; answers whether it counted."""
    if is_robot(request) or not _is_counted(request, kind, key):
        return False
    now = timezone.now()
    visitor = visitor_digest(request, now)
    try:
        return gathering.note(visitor, kind, key, day=now.date(), again_after=AGAIN_AFTER)
    except Unavailable:
        return note_in_database(visitor=visitor, kind=kind, key=key, now=now)


def totals(kind: str, keys: Collection[str]) -> dict[str, int]:
    """{key: number}; keys that nobody saw are left out. One query."""
    return dict(ViewCount.objects.filter(kind=kind, key__in=keys).values_list("key", "number"))


@transaction.atomic
def note_in_database(*, visitor: str, kind: str, key: str, now: datetime) -> bool:
    """Answers whether it counted."""
    row, is_new = Sighting.objects.get_or_create(visitor=visitor, kind=kind, key=key, defaults={"seen_at": now})
    is_again = Sighting.objects.filter(pk=row.pk, seen_at__lte=now - AGAIN_AFTER).update(seen_at=now)
    if is_new or is_again:
        add([(now.date(), kind, key, 1)])
        return True
    return False


def take_in() -> None:
    """The sweep: take what Redis has gathered into the database, and forget who was here long ago."""
    now = timezone.now()
    for name, gathered in gathering.batches():
        _take_in_once(name=name, gathered=gathered, now=now)
        gathering.drop(name)
    Sighting.objects.filter(seen_at__lt=now - AGAIN_AFTER).delete()
    CountedBatch.objects.filter(counted_at__lt=now - _BATCHES_KEPT).delete()


@transaction.atomic
def _take_in_once(*, name: str, gathered: Iterable[Count], now: datetime) -> None:
    """A batch that two workers hold, or that comes again after a crash, is counted once."""
    _row, is_new = CountedBatch.objects.get_or_create(name=name, defaults={"counted_at": now})
    if is_new:
        add(gathered)


def add(gathered: Iterable[Count]) -> None:
    """Add to the totals and to the days, always in the same order, so that two writers never wait for each other."""
    days = sorted(gathered)
    totals: Counter[tuple[str, str]] = Counter()
    for _day, kind, key, number in days:
        totals[kind, key] += number
    for (kind, key), number in sorted(totals.items()):
        _add(ViewCount, number, kind=kind, key=key)
    for day, kind, key, number in days:
        _add(ViewDay, number, kind=kind, key=key, day=day)


def visitor_digest(request: HttpRequest, now: datetime) -> str:
    """The member, else the network address; nobody can tell from it who it was.

    What else a browser tells of itself anybody can make up, and so count a thing as often as they like.
    """
    who = str(request.user.pk) if request.user.is_authenticated else _network(clients.address(request))
    text = "\n".join((settings.SECRET_KEY, f"{now:%Y-%m-%d}", who))
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


def _network(address: str) -> str:
    """An address, of the sixth version its /64: one place has all of them. Behind a socket there may be none."""
    try:
        number = ip_address(address)
    except ValueError:
        return address
    return str(number) if number.version == 4 else str(ip_network((number, 64), strict=False))


def forget(*, kind: str, key: str) -> None:
    """The thing is gone, and its numbers with it."""
    for model in (ViewCount, ViewDay, Sighting):
        model.objects.filter(kind=kind, key=key).delete()


def _add(model: type[ViewCount] | type[ViewDay], number: int, **thing: object) -> None:
    rows = model.objects.filter(**thing)
    if rows.update(number=F("number") + number):
        return
    _row, is_new = model.objects.get_or_create(**thing, defaults={"number": number})
    if not is_new:
        rows.update(number=F("number") + number)


def _is_counted(request: HttpRequest, kind: str, key: str) -> bool:
    """Only what there is, and what the visitor may see."""
    try:
        return things.kind(kind).is_counted and things.find(kind, key, request.user) is not None
    except UnknownKind:
        return False
