"""When members want to be mailed, kind by kind. A choice also holds for notices whose mail is still to come."""

from collections.abc import Mapping

from django.db import transaction

from community.activity import kinds
from community.activity.models import Mail, MailChoice, Notice
from community.activity.models.notices import DIGESTS
from stoa.accounts.models import User

#: The row that refuses all digests.
_EVERY_DIGEST = ""


def choices_of(member: User) -> dict[str, Mail]:
    """{kind: when to mail}, the default where the member chose nothing. One query."""
    rows = dict(MailChoice.objects.filter(user=member).values_list("kind", "mail"))
    return {kind.name: _choice(rows, kind) for kind in kinds.kinds()}


def choice_of(member: User, kind_name: str) -> Mail:
    return choices_of(member)[kind_name]


@transaction.atomic
def choose(*, member: User, mails: Mapping[str, str]) -> None:
    """Keep when to mail notices of these kinds. Raises UnknownKindError."""
    for name, mail in mails.items():
        kind = kinds.kind_named(name)
        MailChoice.objects.update_or_create(user=member, kind=kind.name, defaults={"mail": Mail(mail)})
        waiting = Notice.objects.filter(recipient=member, notice_kind=kind.name).to_be_mailed()
        waiting.update(mail=Mail(mail))


@transaction.atomic
def choose_where_open(*, member: User, mails: Mapping[str, str]) -> None:
    """Keep when to mail notices of these kinds, where the member has chosen nothing so far."""
    chosen = MailChoice.objects.filter(user=member, kind__in=mails).values_list("kind", flat=True)
    choose(member=member, mails={name: mail for name, mail in mails.items() if name not in set(chosen)})


@transaction.atomic
def refuse_digests(*, member: User) -> None:
    """No digest any more, also of kinds that do not exist yet; what is mailed at once still is."""
    MailChoice.objects.filter(user=member, mail__in=DIGESTS).update(mail=Mail.NEVER)
    MailChoice.objects.update_or_create(user=member, kind=_EVERY_DIGEST, defaults={"mail": Mail.NEVER})
    Notice.objects.filter(recipient=member, mail__in=DIGESTS, mailed_at=None).update(mail=Mail.NEVER)


def _choice(rows: Mapping[str, str], kind: kinds.NoticeKind) -> Mail:
    if kind.name in rows:
        return Mail(rows[kind.name])
    is_refused = _EVERY_DIGEST in rows and kind.default_mail in DIGESTS
    return Mail.NEVER if is_refused else kind.default_mail
