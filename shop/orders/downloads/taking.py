"""Taking a file: counted once, then sent as often as it takes until it has arrived."""

from datetime import datetime, timedelta

from django.db import transaction

from shop.orders.exceptions import DownloadRefused, DownloadsUsedUp
from shop.orders.models import Download, DownloadRight, Order

#: For so long a transfer that broke off can go on, and whoever asks again takes the same download once more.
GOOD_FOR = timedelta(hours=24)


@transaction.atomic
def take(*, order: Order, right_id: int, file_id: int, now: datetime) -> Download:
    """A download of the file, a new one if none is going on. Raises DownloadRefused, DownloadsUsedUp.

    The right is locked: of two who ask for the last one at once the second gets the first one's.
    """
    # The lock alone first: what is joined to it is read as it is afterwards.
    DownloadRight.objects.select_for_update().filter(pk=right_id).first()
    right = DownloadRight.objects.kept().filter(pk=right_id, line__order=order).first()
    file = right.line.offer.files.filter(pk=file_id).first() if right is not None else None
    if right is None or file is None or not right.is_open(now):
        raise DownloadRefused
    taken = right.downloads.filter(file=file)
    going_on = taken.filter(taken_at__gt=now - GOOD_FOR).order_by("-taken_at", "-pk").first()
    if going_on is not None:
        return going_on
    if taken.filter(taken_at__gte=right.counted_from).count() >= right.most:
        raise DownloadsUsedUp
    return Download.objects.create(right=right, file=file, version=file.version, taken_at=now)


def find(*, order: Order, download_id: int, now: datetime) -> Download | None:
    """The download if it is still going on, and nothing was given back since. One query."""
    found = Download.objects.filter(pk=download_id, right__line__order=order, taken_at__gt=now - GOOD_FOR)
    download = found.select_related("file", "right__line__order").first()
    return download if download is not None and download.right.is_open(now) else None
