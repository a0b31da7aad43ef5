"""Mails that members refused one by one, such as those about one page, besides their choices by kind.

The rooms that keep such refusals register them in `AppConfig.ready`: members see all of them, and take them back, where
they choose their mails.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from stoa.accounts.models import User


@dataclass(frozen=True)
class Refused:
    """What a member gets no mail about; `url` is "" where there is nothing to look at."""

    key: str
    label: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """The refusals of one room. `rows(member)` in a fixed number of queries, `take_back(member, key)` quietly."""

    name: str
    label: str | Promise
    rows: Callable[[User], list[Refused]]
    take_back: Callable[[User, str], None]


@dataclass(frozen=True)
class Group:
    """What a member refused in one room; never empty."""

    source: str
    label: str
    rows: list[Refused]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _sources[source.name] = source


def of(member: User) -> list[Group]:
    """What the member refused, by room; rooms without refusals are left out. As many queries as the rooms cost."""
    groups = [Group(source.name, str(source.label), source.rows(member)) for source in _sources.values()]
    return [group for group in groups if group.rows]


def take_back(*, member: User, source: str, key: str) -> None:
    """Mail the member again; quietly nothing for what they never refused."""
    if source in _sources:
        _sources[source].take_back(member, key)
