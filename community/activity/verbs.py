"""The verbs of the stream: what members do. Each is registered with its sentences, in `AppConfig.ready`.

Sentences are translated texts with `{actor}`, `{thing}` and, where several deeds stand in one row, `{count}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from community.activity.exceptions import UnknownVerbError
from community.members.models import Audience
from community.members.models.settings import PARTS


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One thing that members do.

    `label` names it where members choose who sees it, `sentence` tells of one deed: "{actor} likes {thing}"; `{within}`
    stands for what the thing is part of, the page of a comment. `grouped`
    tells of several by kind of thing, "" for any other: {"post": ngettext_lazy("{actor} likes {count} post", …)};
    without it each deed stands in a row of its own. `part` is the part of a profile (`community.members.visibility`)
    that shows the same: its audience limits this one.
    """

    name: str
    label: str | Promise
    sentence: str | Promise
    grouped: Mapping[str, Any] = field(default_factory=dict)
    default_audience: Audience = Audience.EVERYBODY
    part: str = ""

    def tell(self, kind: str, count: int) -> str | Promise:
        """The sentence about so many things of one kind."""
        if count < 2:
            return self.sentence
        # A lazy plural takes its number by the operator for formatting.
        return (self.grouped.get(kind) or self.grouped[""]) % count

    def __post_init__(self) -> None:
        if self.part and self.part not in PARTS:
            raise ValueError(f"Members decide nothing about {self.part}.")
        if self.grouped and "" not in self.grouped:
            raise ValueError(f"Several deeds of {self.name} need a sentence for any kind.")


_verbs: dict[str, Verb] = {}


def register(verb: Verb) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _verbs[verb.name] = verb


def verb_named(name: str) -> Verb:
    """Raises UnknownVerbError."""
    try:
        return _verbs[name]
    except KeyError:
        raise UnknownVerbError(name) from None


def verbs() -> list[Verb]:
    return list(_verbs.values())
