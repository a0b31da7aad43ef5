"""What can be moderated: each room registers how its things are looked at, hidden, shown again and deleted."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from community.moderation.models import Action

Change = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Look:
    """A thing as a moderator sees it, in whatever state: `member_id` is whose it is."""

    title: str
    text: str = ""
    url: str = ""
    state: str = ""
    member_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Things that wait for approval, and the page of the admin where they are."""

    number: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A kind of `stoa.core.things`; `look` answers {key: Look} in one query or two, the others change one thing.

    What a room cannot do it leaves out. `waiting` tells what else of this kind waits for a moderator. To change what
    `is_person` needs the right to sanction them.
    """

    kind: str
    look: Callable[[Collection[str]], dict[str, Look]]
    hide: Change | None = None
    restore: Change | None = None
    delete: Change | None = None
    waiting: Callable[[], Waiting] | None = None
    is_person: bool = False

    @property
    def changes(self) -> dict[str, Change]:
        """{action: the function that does it}."""
        possible = {Action.HIDE: self.hide, Action.RESTORE: self.restore, Action.DELETE: self.delete}
        return {action: change for action, change in possible.items() if change}


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _subjects[subject.kind] = subject


def subject(kind: str) -> Subject | None:
    return _subjects.get(kind)


def subjects() -> list[Subject]:
    return list(_subjects.values())


def looks(named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Look]:
    """{(kind, key): Look} of those that are still there; the queries depend on the number of kinds only."""
    keys: dict[str, set[str]] = {}
    for kind, key in named:
        keys.setdefault(kind, set()).add(key)
    found: dict[tuple[str, str], Look] = {}
    for kind, wanted in keys.items():
        if kind in _subjects:
            found |= {(kind, key): look for key, look in _subjects[kind].look(wanted).items()}
    return found
