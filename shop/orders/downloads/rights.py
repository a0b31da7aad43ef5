"""Who may take files: begins when a line is paid, ends after a while or when the money goes back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from shop.orders import states
from shop.orders.models import DownloadRight, Order, OrderLine


def give(order: Order, lines: Sequence[OrderLine], now: datetime) -> None:
    """Each of these lines has its right, also when it was given before."""
    rights = [DownloadRight(line=line, until=_end(now), counted_from=now) for line in lines]
    DownloadRight.objects.bulk_create(rights, ignore_conflicts=True)


def withdraw(order: Order, lines: Sequence[OrderLine], now: datetime) -> None:
    """Nothing more of these lines; of a line that is refunded in part fewer downloads are left by themselves."""
    DownloadRight.objects.filter(line__in=lines, withdrawn_at=None).update(withdrawn_at=now)


@transaction.atomic
def renew(*, order_id: int, now: datetime, user: Any, reason: str = "") -> int:
    """Count anew from today, for a buyer who lost their files; how many lines. What was given back stays so."""
    order = states.locked(order_id)
    rights = DownloadRight.objects.kept().filter(line__order=order).values_list("pk", flat=True)
    renewed = DownloadRight.objects.filter(pk__in=list(rights)).update(until=_end(now), counted_from=now)
    if renewed:
        states.note(order=order, name="downloads_renewed", now=now, user=user, reason=reason)
    return renewed


def _end(now: datetime) -> datetime:
    return now + timedelta(days=settings.SHOP_DOWNLOAD_DAYS)
