"""The headings of a body: each has an anchor of its own on the page, and the upper ones are its table of contents."""

import html
import re
from collections.abc import Mapping
from typing import Any, NamedTuple, TypedDict

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from stoa.core import markup

#: Fewer headings than this need no table of contents.
FEWEST = 3
LISTED_LEVELS = (2, 3)
_HEADING = re.compile(r"<h([234])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL)
#: Ids that our pages use around a body, and what these would be numbered like.
_PAGE_ID = re.compile(
    r"main|bell|likes?-[a-z]+-[0-9a-f-]{36}"
    r"|(site|account)-menu|(flash|editors)-place|(toc|share|series|similar|comments)-title|comments|comment-form|cart-link"
    r"|(comment|reply)(-\d+)?"
)


class Heading(NamedTuple):
    level: int
    text: str
    anchor: str


class Part(TypedDict):
    """An entry of a table of contents and those below it."""

    text: str
    anchor: str
    parts: list["Part"]


class Outline:
    """Collects the headings of one body while its blocks are rendered, in order."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self._taken: set[str] = set()
        self._last_number: dict[str, int] = {}

    def add(self, *, level: int, text: str) -> str:
        """Note a heading; its anchor, with a number when another thing on the page has the name."""
        anchor = self._free(markup.anchor(text))
        self.headings.append(Heading(level, text, anchor))
        return anchor

    def anchored(self, rich_text: str) -> SafeString:
        """Well-formed, safe HTML with an id at each of its headings, which are noted."""

        def with_id(found: re.Match[str]) -> str:
            level, attributes, inner = found.groups()
            anchor = self.add(level=int(level), text=_words(inner))
            return f'<h{level} id="{anchor}"{attributes}>{inner}</h{level}>'

        return mark_safe(_HEADING.sub(with_id, rich_text))  # nosemgrep: no-mark-safe -- as safe as it came

    def contents(self) -> list[Part]:
        """The level that the author begins with, each with the level below it; empty for a short text."""
        listed = [heading for heading in self.headings if heading.level in LISTED_LEVELS and heading.text]
        if len(listed) < FEWEST:
            return []
        top = min(heading.level for heading in listed)
        contents: list[Part] = []
        for heading in listed:
            level = contents[-1]["parts"] if contents and heading.level > top else contents
            level.append({"text": heading.text, "anchor": heading.anchor, "parts": []})
        return contents

    def _free(self, name: str) -> str:
        name = f"{name}-section" if _PAGE_ID.fullmatch(name) else name
        anchor, number = name, self._last_number.get(name, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{name}-{number}"
        self._last_number[name] = number
        self._taken.add(anchor)
        return anchor


def of_context(context: Mapping[str, Any] | None) -> Outline:
    """The outline of the body that is being rendered; a new one for a block that stands alone."""
    return (context or {}).get("outline") or Outline()


def _words(inner: str) -> str:
    return " ".join(html.unescape(strip_tags(inner.replace("<br", " <br"))).split())
