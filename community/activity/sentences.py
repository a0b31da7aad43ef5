"""Sentences about who did what, filled in: as HTML with links, and as plain text."""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stoa.core import sites


@dataclass(frozen=True)
class Named:
    """Somebody or something in a sentence; without an address it is no link. `within` names what it is part of."""

    name: str
    url: str = ""
    within: str = ""

    @property
    def html(self) -> SafeString:
        if not self.url:
            return format_html("<bdi>{}</bdi>", self.name)
        return format_html('<a href="{}"><bdi>{}</bdi></a>', self.url, self.name)

    @property
    def outer(self) -> Self:
        """What it is part of, or itself; the link leads to the same place."""
        return replace(self, name=self.within or self.name)

    @property
    def full_url(self) -> str:
        """The absolute address, for mails and feeds."""
        return sites.absolute(self.url) if self.url else ""


def gone() -> Named:
    """What stands for a thing that the reader cannot see (any more)."""
    return Named(_("something that is no longer here"))


def as_html(sentence: Any, *, actor: Named, thing: Named, **facts: Any) -> SafeString:
    """The sentence with its people and things as links."""
    return format_html(str(sentence), **facts, actor=actor.html, thing=thing.html, within=thing.outer.html)


def as_text(sentence: Any, *, actor: Named, thing: Named, **facts: Any) -> str:
    return str(sentence).format(**facts, actor=actor.name, thing=thing.name, within=thing.outer.name)
