"""The mail about one notice, sent at once."""

from datetime import datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from community.activity import kinds, showing, stopping
from community.activity.kinds import Letter
from community.activity.models import Mail, Notice
from stoa.core import mail

_FORGOTTEN_AFTER = timedelta(minutes=2)
_TOO_OLD_AFTER = timedelta(days=2)
_AT_ONCE_A_SWEEP = 100


@shared_task(name="community.activity.mailing.mail_notice")
def mail_notice(notice_id: int) -> None:
    send(notice_id=notice_id, now=timezone.now())


@transaction.atomic
def send(*, notice_id: int, now: datetime) -> None:
    """Queue the mail about a notice, once; return quietly when it was mailed, read or refused meanwhile."""
    waiting = Notice.objects.to_be_mailed().filter(pk=notice_id, mail=Mail.AT_ONCE)
    notice = waiting.select_for_update(of=("self",)).select_related("recipient", "actor").first()
    if notice is None:
        return
    Notice.objects.filter(pk=notice.pk).update(mailed_at=now)
    if notice.recipient.is_active:
        _send(notice)


def send_forgotten() -> None:
    """The sweep: mail what was to be mailed at once while the task could not be queued."""
    now = timezone.now()
    waiting = Notice.objects.to_be_mailed().filter(mail=Mail.AT_ONCE, created_at__lt=now - _FORGOTTEN_AFTER)
    forgotten = waiting.filter(created_at__gt=now - _TOO_OLD_AFTER).order_by("created_at", "pk")
    for notice_id in forgotten.values_list("pk", flat=True)[:_AT_ONCE_A_SWEEP]:
        send(notice_id=notice_id, now=now)


def language_of(notice: Notice) -> str:
    """The recipient's, else that of what happened, else the site's."""
    return notice.recipient.language or str(notice.facts.get("language") or settings.LANGUAGE_CODE)


def _send(notice: Notice) -> None:
    language = language_of(notice)
    with translation.override(language):
        letter = _letter(notice)
    if letter is None:
        return
    stop_url = letter.stop_url or stopping.stop_url(member=notice.recipient, kind=notice.notice_kind, language=language)
    mail.send(
        letter.template,
        to=notice.recipient.email,
        context=letter.context | {"stop_url": stop_url},
        language=language,
        headers=mail.stop_headers(stop_url),
    )


def _letter(notice: Notice) -> Letter | None:
    """None where there is nothing to say: the thing is gone or the recipient may no longer see it."""
    shown = showing.show([notice], notice.recipient)
    if not shown or shown[0].is_gone:
        return None
    write = kinds.kind_named(notice.notice_kind).letter
    return write(notice) if write else Letter(template="notice", context={"notice": shown[0]})
