"""What of the files of an order can still be taken, for its page, its mail and the account of its buyer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

from shop.catalogue.models import OfferFile
from shop.orders.models import Download, DownloadRight, Order


@dataclass(frozen=True, kw_only=True)
class FileLeft:
    """A file and how often it may still be taken."""

    file: OfferFile
    left: int


@dataclass(frozen=True, kw_only=True)
class Bought:
    """The files of one line; none while the shop has put none there."""

    right: DownloadRight
    files: Sequence[FileLeft]
    is_open: bool


def of_order(order: Order, now: datetime) -> list[Bought]:
    """By line; one query without downloads, else three."""
    return of_rights(DownloadRight.objects.kept().filter(line__order=order).order_by("line__position"), now)


def of_rights(rights: Iterable[DownloadRight], now: datetime) -> list[Bought]:
    """In their order, read with line and order; two queries besides theirs."""
    wanted = list(rights)
    if not wanted:
        return []
    files, counts = _files(wanted), _counts(wanted)
    return [
        Bought(
            right=right,
            is_open=right.is_open(now),
            files=[
                FileLeft(file=file, left=max(right.most - counts.get((right.pk, file.pk), 0), 0))
                for file in files[right.line.offer_id]
            ],
        )
        for right in wanted
    ]


def _files(rights: Sequence[DownloadRight]) -> defaultdict[int, list[OfferFile]]:
    """{offer: its files}."""
    sold = {right.line.offer_id for right in rights}
    named = OfferFile.objects.filter(offers__in=sold).annotate(offer_id=F("offers")).in_order()
    found: defaultdict[int, list[OfferFile]] = defaultdict(list)
    for file in named:
        found[file.offer_id].append(file)
    return found


def _counts(rights: Sequence[DownloadRight]) -> dict[tuple[int, int], int]:
    """{(right, file): how often it was taken}."""
    counted = Download.objects.filter(right__in=rights, taken_at__gte=F("right__counted_from"))
    rows = counted.values_list("right_id", "file_id").annotate(all=Count("pk")).order_by()
    return {(right_id, file_id): number for right_id, file_id, number in rows}
