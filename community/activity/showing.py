"""Notices as their recipient reads them: on the site and in mails. The number of queries does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.activity import kinds, sentences
from community.activity.models import Notice
from community.activity.sentences import Named
from community.members.people import photo_url
from stoa.accounts.models import User
from stoa.core import sites, things

# Said by the notice itself, whatever its facts hold.
_TAKEN = ("actor", "thing", "within")


@dataclass(frozen=True, kw_only=True)
class ShownNotice:
    """A notice in words. `url` is where it leads; "" when it is about no thing, or about one that `is_gone` for the
    reader."""

    pk: int
    html: SafeString
    text: str
    url: str
    actor_name: str
    photo_url: str
    image: Any
    created_at: datetime
    is_read: bool
    is_gone: bool

    @property
    def full_url(self) -> str:
        return sites.absolute(self.url) if self.url else ""


def show(notices: Sequence[Notice], recipient: User) -> list[ShownNotice]:
    """In the active language; notices of kinds that nobody knows any more are left out.

    `actor` is selected with the notices; everything else is asked once for each kind of thing.
    """
    known = {kind.name: kind for kind in kinds.kinds()}
    told = [notice for notice in notices if notice.notice_kind in known]
    found = things.find_all(((notice.kind, notice.key) for notice in told if notice.kind), recipient)
    return [_show(notice, known[notice.notice_kind], found.get((notice.kind, notice.key))) for notice in told]


def actor_of(notice: Notice) -> Named:
    """Who caused the notice: a member, somebody without an account, or nobody in particular."""
    if notice.actor:
        return Named(notice.actor.get_full_name(), reverse("member", args=[notice.actor.handle]))
    return Named(str(notice.facts.get("actor") or _("Somebody")))


def _show(notice: Notice, kind: kinds.NoticeKind, thing: things.Shown | None) -> ShownNotice:
    actor = actor_of(notice)
    named = Named(thing.title, thing.url, thing.within) if thing else sentences.gone()
    facts = {name: fact for name, fact in notice.facts.items() if name not in _TAKEN}
    return ShownNotice(
        pk=notice.pk,
        html=sentences.as_html(kind.sentence, actor=Named(actor.name), thing=replace(named, url=""), **facts),
        text=sentences.as_text(kind.sentence, actor=actor, thing=named, **facts),
        url=named.url,
        actor_name=actor.name,
        photo_url=photo_url(notice.actor),
        image=thing.image if thing else None,
        created_at=notice.created_at,
        is_read=notice.read_at is not None,
        is_gone=bool(notice.kind) and thing is None,
    )
