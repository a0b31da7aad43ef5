"""Work in the background that was given up or fails again and again, so that staff see it and have it tried once more.

Rooms register what can fail of theirs in `AppConfig.ready`; the page in the admin lists all of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One of them; `number` and `order_id` are of the order it is about, where it is about one."""

    id: int
    what: str
    reason: str
    at: datetime
    order_id: int | None = None
    number: str = ""
    can_be_put_aside: bool = False


class NotFailed(Exception):
    """What somebody wants to put aside is none (any more)."""

    message = _("It has not failed, or somebody was quicker: please look at the list once more.")


class Deed(Protocol):
    """What a button does with one of them, because `user` says so."""

    def __call__(self, *, job_id: int, user: Any, now: datetime) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`find(at most)` is how many there are and the newest of them, in two queries.

    `retry` tries one once more: it may be called twice, and raises when it fails again. `put_aside` is for those that
    were sorted out otherwise: it writes that into the order's history, raises NotFailed, and is None where nothing can
    be. Who has `right` may do both.
    """

    name: str
    label: str | Promise
    right: str
    find: Callable[[int], tuple[int, Sequence[Failure]]]
    retry: Deed
    put_aside: Deed | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _kinds[kind.name] = kind


def kinds_for(user: Any) -> list[Kind]:
    """Those that somebody may see and have tried again."""
    return [kind for kind in _kinds.values() if user.has_perm(kind.right)]
