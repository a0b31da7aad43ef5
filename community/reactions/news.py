"""A like is news: in the stream, and for whoever the thing belongs to."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.activity import notices, recording
from community.activity.models import Mail
from community.members import visibility
from community.reactions.signals import liked, unliked
from stoa.accounts.models import User
from stoa.core.things import Shown

NOTICE = "liked"


def register() -> None:
    notices.register(
        notices.NoticeKind(
            name=NOTICE,
            label=_("Somebody likes what is mine"),
            sentence=_("{actor} likes {thing}"),
            default_mail=Mail.NEVER,
        )
    )
    liked.connect(_tell, dispatch_uid="reactions.tell")
    unliked.connect(_withdraw, dispatch_uid="reactions.withdraw")


def _tell(sender: Any, user: User, shown: Shown, **kwargs: Any) -> None:
    recording.record(actor=user, verb="liked", target_kind=shown.kind, target_key=shown.key)
    owner = User.objects.filter(pk=shown.owner_id).first() if shown.owner_id else None
    if owner and visibility.may_see(owner, user, "likes"):
        notices.notify(recipient=owner, kind=NOTICE, actor=user, target_kind=shown.kind, target_key=shown.key)


def _withdraw(sender: Any, user: User, kind: str, key: str, **kwargs: Any) -> None:
    recording.withdraw(actor_id=user.pk, verb="liked", target_kind=kind, target_key=key)
