"""Signed links that stop mails about notices. A link works without logging in and never expires (RFC 8058)."""

from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from community.activity import kinds, mail_choices
from community.activity.models import Mail
from stoa.accounts.models import User
from stoa.core import sites

_SALT = "activity.mails"


@dataclass(frozen=True)
class Refusal:
    """What a link stops: mails to a member about one kind of notice, or with no kind the digests."""

    member: User
    kind: str

    @property
    def label(self) -> str:
        """The kind as its own member reads it, "" for digests and for kinds that are gone."""
        return next((str(kind.label) for kind in kinds.kinds() if kind.name == self.kind), "")


def stop_url(*, member: User, kind: str, language: str) -> str:
    """The absolute address that stops mails of this kind to `member`; without a kind, digests."""
    token = signing.dumps([member.pk, kind], salt=_SALT)
    with translation.override(language):
        return sites.absolute(reverse("notices:stop_mails", args=[token]))


def read_token(token: str) -> Refusal | None:
    """What the token of a link says; None for one that was not made here or whose member is gone."""
    try:
        member_id, kind = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    member = User.objects.filter(pk=member_id).first()
    return Refusal(member, kind) if member else None


@transaction.atomic
def stop(*, refusal: Refusal) -> None:
    """No more such mails; a kind that is gone sends none anyway."""
    if not refusal.kind:
        mail_choices.refuse_digests(member=refusal.member)
    elif refusal.kind in {kind.name for kind in kinds.kinds()}:
        mail_choices.choose(member=refusal.member, mails={refusal.kind: Mail.NEVER})
