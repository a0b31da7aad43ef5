"""Notices: what members are told, on the site and, as they choose, by mail.

Each app registers its kinds of notice in `AppConfig.ready` and calls `notify` in the transaction of what happened.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.activity import mail_choices, mailing
from community.activity.kinds import Letter, NoticeKind, kind_named, register
from community.activity.models import Mail, Notice
from community.members import relations
from stoa.accounts.models import User
from stoa.core import things

__all__ = ["Letter", "NoticeKind", "forget_each_other", "forget_thing", "notify", "register"]

#: The same news of the same member about the same thing is told once in this time, however often it is undone.
ONCE_WITHIN = timedelta(days=1)


@transaction.atomic
def notify(
    *,
    recipient: User,
    kind: str,
    actor: User | None = None,
    target_kind: str = "",
    target_key: str = "",
    facts: dict[str, Any] | None = None,
    mail: Mail | None = None,
    now: datetime | None = None,
) -> bool:
    """Tell `recipient`; answers whether a notice was made.

    Nobody is told of themselves, of whom they have blocked or muted or who has blocked them, of what they may not see,
    or of the same twice within a day or while it is unread. `facts` are plain texts and numbers for the sentence;
    "actor" among them names somebody who has no account, "language" is for recipients who chose none. `mail` takes the
    place of what the recipient chose. Raises UnknownKindError.
    """
    kind_named(kind)
    if not recipient.is_active or (actor and _is_unwanted(actor, recipient)):
        return False
    if target_kind and things.find(target_kind, target_key, recipient) is None:
        return False
    now = now or timezone.now()
    notice = Notice(recipient=recipient, notice_kind=kind, actor=actor, kind=target_kind, key=target_key)
    notice.facts, notice.created_at = facts or {}, now
    notice.mail = mail or mail_choices.choice_of(recipient, kind)
    return not _is_known(notice) and _save_once(notice)


def forget_thing(*, kind: str, key: str) -> None:
    """Forget all that was told about a thing that is gone."""
    Notice.objects.filter(kind=kind, key=key).delete()


def forget_each_other(*, one: User, other: User) -> None:
    """Neither is told of the other any longer."""
    Notice.objects.filter(recipient=one, actor=other).delete()
    Notice.objects.filter(recipient=other, actor=one).delete()


def _is_unwanted(actor: User, recipient: User) -> bool:
    if actor.pk == recipient.pk or relations.is_blocked_between(actor, recipient):
        return True
    return actor.pk in relations.muted_ids(recipient)


def _is_known(notice: Notice) -> bool:
    same = Notice.objects.filter(
        recipient=notice.recipient,
        notice_kind=notice.notice_kind,
        actor=notice.actor,
        kind=notice.kind,
        key=notice.key,
    )
    return same.filter(created_at__gt=notice.created_at - ONCE_WITHIN).exists() or same.unread().exists()


def _save_once(notice: Notice) -> bool:
    try:
        with transaction.atomic():
            notice.save()
    except IntegrityError:
        # Told by another process at this very moment.
        return False
    if notice.mail == Mail.AT_ONCE:
        mailing.mail_notice.delay_on_commit(notice.pk)
    return True
