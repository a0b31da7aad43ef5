"""Digests: the notices of a day or a week in one mail.

Days end at 7:00 where the member is, weeks on Monday at that hour (`clocks`). What was told before the last such moment
and is neither mailed nor read is due, so nothing has to be remembered between two runs, and a run that was missed is
made good by the next.
"""

from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from community.activity import audiences, clocks, showing, stopping
from community.activity.models import Notice
from community.activity.models.notices import NoticeQuerySet
from stoa.accounts.models import User
from stoa.core import mail, sites

#: A longer digest says how many more there are.
LISTED_AT_MOST = 30
_READ_AT_MOST = 200


@shared_task(name="community.activity.digests.send_digests")
def send_digests() -> None:
    """Mail every digest that is due; runs every ten minutes, and is cheap when nothing is."""
    send_all(now=timezone.now())


def send_all(*, now: datetime) -> int:
    """Returns how many members got a digest."""
    recipients = due(now).order_by("recipient").values_list("recipient", flat=True).distinct()
    return sum(send(member_id=member_id, now=now) for member_id in list(recipients))


@transaction.atomic
def send(*, member_id: int, now: datetime) -> bool:
    """Queue the digest of one member, once, whoever else does the same; answers whether there was one."""
    # Others wait here, and then find nothing that is due.
    is_here = audiences.lock(member_id)
    told = due(now).filter(recipient=member_id)
    newest = list(told.select_related("actor").newest_first()[:_READ_AT_MOST])
    told.update(mailed_at=now)
    return bool(newest) and is_here and _mail(User.objects.get(pk=member_id), newest)


def due(now: datetime) -> NoticeQuerySet:
    """The notices whose day or week is over."""
    return Notice.objects.to_be_mailed().filter(clocks.is_over(now))


def _mail(member: User, notices: list[Notice]) -> bool:
    """Nothing is mailed about what the member can no longer see."""
    language = member.language or settings.LANGUAGE_CODE
    with translation.override(language):
        shown = [notice for notice in showing.show(notices, member) if not notice.is_gone]
        url = sites.absolute(reverse("notices:list"))
    if not shown:
        return False
    stop_url = stopping.stop_url(member=member, kind="", language=language)
    context = {"notices": shown[:LISTED_AT_MOST], "more": max(0, len(shown) - LISTED_AT_MOST), "count": len(shown)}
    context |= {"stop_url": stop_url, "url": url}
    mail.send("digest", to=member.email, context=context, language=language, headers=mail.stop_headers(stop_url))
    return True
