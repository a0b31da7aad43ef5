"""The stream: what others did, as far as one viewer may see it. The number of queries is the same for 10 rows and
100,000, however mixed their things are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.safestring import SafeString

from community.activity import sentences
from community.activity.grouping import Group, grouped
from community.activity.models import Action
from community.activity.models.actions import ActionQuerySet
from community.activity.sentences import Named
from community.members import relations
from community.members.models import Audience, Block, Follow, Mute
from community.members.people import photo_url
from stoa.accounts.models import User
from stoa.core import images, things
from stoa.core.access import Viewer
from stoa.core.keyset import Place

ROWS_A_PAGE = 20
#: Actions read for a page: many of them may be told in one row, and some are out of the viewer's sight.
READ_AT_MOST = 120
THINGS_A_ROW = 4
PRESET = "avatar"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the stream. `things` are the first few, for thumbnails; `more` are not among them."""

    pk: int
    actor: Named
    photo_url: str
    html: SafeString
    text: str
    things: list[things.Shown]
    more: int
    created_at: datetime

    @property
    def is_grouped(self) -> bool:
        return len(self.things) > 1

    @property
    def thumbnail(self) -> Any:
        """The picture of the one thing."""
        return self.things[0].image if len(self.things) == 1 else None


@dataclass(frozen=True)
class Stretch:
    """Some rows, newest first, and the place where older ones begin; None at the end."""

    rows: list[Row]
    older: Place | None


def seen_by(viewer: Viewer) -> ActionQuerySet:
    """What others did: those whom the viewer follows, or everybody where they follow nobody. One query of its own."""
    actions = Action.objects.filter(actor__is_active=True)
    if viewer.pk is None:
        return actions.filter(audience=Audience.EVERYBODY)
    follows = Follow.objects.filter(follower=viewer.pk)
    if follows.exists():
        shown = actions.filter(audience__in=(Audience.EVERYBODY, Audience.FOLLOWERS))
        return _without_unwanted(shown.filter(actor__in=follows.values("followed")), viewer)
    return _without_unwanted(actions.filter(audience=Audience.EVERYBODY).exclude(actor=viewer.pk), viewer)


def deeds_of(owner: User, viewer: Viewer) -> ActionQuerySet:
    """What one member did, as far as `viewer` may see it. One query of its own at most."""
    return Action.objects.filter(actor=owner, audience__in=_audiences_open_to(viewer, owner))


def read(actions: ActionQuerySet, viewer: Viewer, place: Place | None = None, *, size: int = ROWS_A_PAGE) -> Stretch:
    """The newest rows, or those older than `place`. Five queries, one for each kind of thing among them."""
    if place:
        actions = actions.filter(place.older())
    newest = list(actions.select_related("actor").newest_first()[: READ_AT_MOST + 1])
    looked_at = newest[:READ_AT_MOST]
    groups, last = grouped(looked_at, _things_of(looked_at, viewer), size)
    rows = [_row(group) for group in groups]
    images.read_renditions((thing.image for row in rows for thing in row.things), PRESET)
    has_older = last is not None and last.pk != newest[-1].pk
    return Stretch(rows, Place(last.created_at, last.pk) if last and has_older else None)


def read_single(actions: ActionQuerySet, viewer: Viewer, *, size: int) -> list[Row]:
    """The newest actions, each in a row of its own; fewer where the viewer may not see the thing of some."""
    newest = list(actions.select_related("actor").newest_first()[:size])
    found = _things_of(newest, viewer)
    alone = (grouped([action], found, 1)[0] for action in newest)
    return [_row(group) for groups in alone for group in groups]


def _without_unwanted(actions: ActionQuerySet, viewer: Viewer) -> ActionQuerySet:
    """Without those whom the viewer has muted or blocked, and who have blocked the viewer."""
    return actions.filter(
        ~Exists(Mute.objects.filter(muter=viewer.pk, muted=OuterRef("actor"))),
        ~Exists(Block.objects.filter(blocker=viewer.pk, blocked=OuterRef("actor"))),
        ~Exists(Block.objects.filter(blocker=OuterRef("actor"), blocked=viewer.pk)),
    )


def _audiences_open_to(viewer: Viewer, owner: User) -> list[Audience]:
    if viewer.pk == owner.pk:
        return list(Audience)
    if viewer.pk and Follow.objects.filter(follower=viewer.pk, followed=owner).exists():
        return [Audience.EVERYBODY, Audience.FOLLOWERS]
    return [Audience.EVERYBODY]


def _things_of(actions: list[Action], viewer: Viewer) -> dict[tuple[str, str], things.Shown]:
    """Those the viewer may see, without what belongs to members whom they do not want to see."""
    found = things.find_all({(action.kind, action.key) for action in actions if action.kind}, viewer)
    unwanted = relations.blocked_ids(viewer) | relations.muted_ids(viewer)
    return {name: thing for name, thing in found.items() if thing.owner_id not in unwanted}


def _named(thing: things.Shown) -> Named:
    return Named(thing.title, thing.url, thing.within)


def _row(group: Group) -> Row:
    newest, count = group.newest, len(group.things)
    actor = Named(newest.actor.get_full_name(), reverse("member", args=[newest.actor.handle]))
    thing = _named(group.things[0]) if group.things else Named("")
    sentence = group.verb.tell(newest.kind, count)
    return Row(
        pk=newest.pk,
        actor=actor,
        photo_url=photo_url(newest.actor),
        html=sentences.as_html(sentence, actor=actor, thing=thing, count=count),
        text=sentences.as_text(sentence, actor=actor, thing=thing, count=count),
        things=group.things[:THINGS_A_ROW],
        more=max(0, count - THINGS_A_ROW),
        created_at=newest.created_at,
    )
