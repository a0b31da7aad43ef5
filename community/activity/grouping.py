"""Deeds put into rows: what one member did with several things of one kind within hours is told once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from community.activity import verbs
from community.activity.models import Action
from community.activity.verbs import Verb
from stoa.core.things import Shown

GROUPED_WITHIN = timedelta(hours=12)


@dataclass
class Group:
    """Deeds that are told in one row: `newest` stands for all, `things` are the different ones, newest first."""

    verb: Verb
    newest: Action
    things: list[Shown] = field(default_factory=list)

    def takes(self, action: Action) -> bool:
        """Older deeds join what the same member did with other things of the same kind shortly after."""
        newest = self.newest
        is_alike = (action.actor_id, action.verb, action.kind) == (newest.actor_id, newest.verb, newest.kind)
        return is_alike and bool(self.verb.grouped) and newest.created_at - action.created_at < GROUPED_WITHIN

    def add(self, thing: Shown) -> None:
        if thing.key not in {known.key for known in self.things}:
            self.things.append(thing)


def grouped(
    actions: Iterable[Action], found: dict[tuple[str, str], Shown], size: int
) -> tuple[list[Group], Action | None]:
    """At most `size` groups of those actions, newest first, whose thing was `found`; and the last action looked at.

    The last one is None when there was no action at all.
    """
    groups: list[Group] = []
    last = None
    known = {verb.name: verb for verb in verbs.verbs()}
    for action in actions:
        thing = found.get((action.kind, action.key))
        if action.verb in known and (thing or not action.kind):
            group = next((group for group in reversed(groups) if group.takes(action)), None)
            if group is None:
                if len(groups) == size:
                    return groups, last
                group = Group(known[action.verb], action)
                groups.append(group)
            if thing:
                group.add(thing)
        last = action
    return groups, last
