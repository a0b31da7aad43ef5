"""What an editor should mend on a page: missing descriptions, missing alternative texts, links that lead nowhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import ListBlock, PageChooserBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.models import Page

from stoa.core.blocks.media import GalleryImageBlock, ImageBlock

_PAGE_LINK = re.compile(r'linktype="page"[^>]*\bid="(\d+)"|\bid="(\d+)"[^>]*linktype="page"')


@dataclass(frozen=True)
class Problem:
    """One thing to mend: a kind ("description", "alt", "link", or the type's own) and a sentence for the editor."""

    kind: str
    text: str


def find_problems(page: Any) -> list[Problem]:
    """Everything to mend on `page` as it stands in memory; one query for all its links."""
    problems = []
    if not (page.search_description or page.summary):
        problems.append(Problem("description", _("There is no description for search engines and cards.")))
    if getattr(page, "cover", None) and not (page.cover_alt or page.cover.description):
        problems.append(Problem("alt", _("The cover has no alternative text.")))
    problems += page.own_problems()
    body = getattr(page, "body", None)
    if body:
        values = list(_walk(body.stream_block, body))
        problems += _missing_alt(values)
        problems += _broken_links(values)
    return problems


def _walk(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (block, value) below `block`, depth first."""
    yield block, value
    if isinstance(block, StreamBlock):
        for child in value:
            yield from _walk(child.block, child.value)
    elif isinstance(block, StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _walk(child_block, value.get(name))
    elif isinstance(block, ListBlock):
        for item in value:
            yield from _walk(block.child_block, item)


def _missing_alt(values: list[tuple[Any, Any]]) -> list[Problem]:
    return [
        Problem("alt", _("The picture “%(title)s” has no alternative text.") % {"title": value["image"].title})
        for block, value in values
        if isinstance(block, ImageBlock | GalleryImageBlock)
        and value.get("image")
        and not value.get("decorative")
        and not value.alt_text
    ]


def _broken_links(values: list[tuple[Any, Any]]) -> list[Problem]:
    wanted = list(_linked_pages(values))
    live = set(Page.objects.filter(pk__in={pk for pk, _label in wanted}, live=True).values_list("pk", flat=True))
    return [
        Problem("link", _("%(label)s leads to a page that is deleted or not published.") % {"label": label})
        for pk, label in wanted
        if pk not in live
    ]


def _linked_pages(values: list[tuple[Any, Any]]) -> Iterator[tuple[int, str]]:
    """(page id, what links to it) of every link to a page; a chooser whose page is gone has no id left."""
    for block, value in values:
        if isinstance(block, RichTextBlock) and value:
            for match in _PAGE_LINK.finditer(value.source):
                yield int(match[1] or match[2]), _("A link in the text")
        elif isinstance(block, PageChooserBlock) and value:
            yield value.pk, _("A button or card")
