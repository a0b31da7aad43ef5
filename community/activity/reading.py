"""The notices of one member: a page of them, what is unread, and marking them read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, QuerySet

from community.activity import showing
from community.activity.models import Notice
from community.activity.showing import ShownNotice
from stoa.accounts.models import User
from stoa.core import personal
from stoa.core.keyset import Place

NOTICES_A_PAGE = 20


@dataclass(frozen=True)
class Stretch:
    """Some notices, newest first, where they begin, and where older ones do; None where there are none."""

    notices: list[ShownNotice]
    newest: Place | None
    older: Place | None


def read(member: User, place: Place | None = None) -> Stretch:
    """The newest notices, or those older than `place`. One query, and one for each kind of thing among them."""
    notices = Notice.objects.filter(recipient=member)
    if place:
        notices = notices.filter(place.older())
    found = list(notices.select_related("actor").newest_first()[: NOTICES_A_PAGE + 1])
    page = found[:NOTICES_A_PAGE]
    older = _place(page[-1]) if len(found) > len(page) else None
    return Stretch(showing.show(page, member), _place(page[0]) if page else None, older)


def mark_read(*, notice: Notice, now: datetime) -> None:
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=now)


def mark_all_read(*, member: User, newest: Place | None, now: datetime) -> int:
    """Mark `newest` and what is older, so that nothing is marked that came meanwhile; all of them without it."""
    unread = Notice.objects.filter(recipient=member).unread()
    if newest:
        unread = unread.exclude(created_at__gt=newest.moment)
    return unread.update(read_at=now)


def count_rows(member: User) -> QuerySet:
    """The number of unread notices as a row of the personal fragment; no row for none."""
    unread = Notice.objects.filter(recipient=member.pk).unread().order_by().values("recipient")
    return personal.rows_of(unread, key=F("recipient"), value=Count("pk"))


def _place(notice: Notice) -> Place:
    return Place(notice.created_at, notice.pk)
