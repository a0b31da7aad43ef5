"""The kinds of notice: what members can be told of. `community.activity.notices` offers them to the apps above."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from community.activity.exceptions import UnknownKindError
from community.activity.models import Mail, Notice


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The mail about one notice, where a kind writes its own.

    `template` lies below `emails/` and gets `context`; `stop_url`, an absolute address, takes the place of ours behind
    "no more mails": GET asks, POST acts (RFC 8058).
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    stop_url: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """One kind of news.

    `label` names it where members choose their mails: "Somebody follows me". `sentence` is a translated text with
    `{actor}`, `{thing}`, `{within}` (what the thing is part of) and the names of its facts. `letter(notice)` writes the
    mail sent at once, in the language that is active then, None where there is nothing to say any more; without it,
    the mail says the sentence.
    """

    name: str
    label: str | Promise
    sentence: str | Promise
    default_mail: Mail = Mail.DAILY
    letter: Callable[[Notice], Letter | None] | None = None


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> NoticeKind:
    """Raises UnknownKindError."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKindError(name) from None


def kinds() -> list[NoticeKind]:
    return list(_kinds.values())
