"""What an editor should mend on a page: missing descriptions, missing alternative texts, links that lead nowhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import ListBlock, PageChooserBlock, RichTextBlock, StreamBlock, StructBlock, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.models import Page

from stoa.core import markup, own_links
from stoa.core.blocks.links import ButtonBlock, CardBlock
from stoa.core.blocks.media import GalleryImageBlock, ImageBlock
from stoa.core.blocks.text import MarkdownBlock
from stoa.core.keyset import read_key

_RICH_LINK = re.compile(r"<a\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')

#: (block, its value as stored): ids in place of pages and pictures.
Stored = tuple[Any, Any]


@dataclass(frozen=True)
class Problem:
    """One thing to mend: a kind ("description", "alt", "link", or the type's own) and a sentence for the editor."""

    kind: str
    text: str


@dataclass(frozen=True)
class Link:
    """`target` is the id of a page or document, or an address; None where nothing is chosen. `label` says what leads
    there."""

    to: str
    target: Any
    label: str = ""


@dataclass(frozen=True)
class Known:
    """What the database says of everything that some pages lead to and show."""

    live_pages: set[int]
    gone_documents: set[int | None]
    broken_addresses: set[str]
    pictures: dict[int, tuple[str, str]]


def find_problems(page: Any) -> list[Problem]:
    """Everything to mend on `page` as it stands in memory."""
    return find_all_problems([page])[0]


def find_all_problems(pages: Sequence[Any]) -> list[list[Problem]]:
    """Everything to mend on each of these pages, in their order; the queries do not grow with their number.

    Nothing that the bodies lead to is loaded: the choosers would ask for it page by page.
    """
    bodies = [_blocks(getattr(page, "body", None)) for page in pages]
    known = _look_up([stored for body in bodies for stored in body])
    return [
        [*_problems_of_page(page), *_missing_alt(body, known), *_broken_links(body, known)]
        for page, body in zip(pages, bodies, strict=True)
    ]


def _problems_of_page(page: Any) -> list[Problem]:
    problems = []
    if not (page.search_description or page.summary):
        problems.append(Problem("description", _("There is no description for search engines and cards.")))
    if getattr(page, "cover", None) and not (page.cover_alt or page.cover.description):
        problems.append(Problem("alt", _("The cover has no alternative text.")))
    return problems + list(page.own_problems())


def _blocks(body: Any) -> list[Stored]:
    return list(_walk(body.stream_block, body.raw_data)) if body else []


def _walk(block: Any, value: Any) -> Iterator[Stored]:
    """Everything below `block`, depth first."""
    yield block, value
    if isinstance(block, StreamBlock):
        for child in value or ():
            if child["type"] in block.child_blocks:
                yield from _walk(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _walk(child_block, (value or {}).get(name))
    elif isinstance(block, ListBlock):
        for item in value or ():
            # Where code has written the body, the values stand there alone.
            is_named = isinstance(item, dict) and item.get("type") == "item" and "value" in item
            yield from _walk(block.child_block, item["value"] if is_named else item)


def _look_up(blocks: Sequence[Stored]) -> Known:
    targets: dict[str, set[Any]] = {"page": set(), "document": set(), "address": set()}
    for link in _links(blocks):
        targets[link.to].add(link.target)
    shown = {value["image"] for _block, value in _pictures(blocks)}
    pictures = get_image_model().objects.filter(pk__in=shown).values_list("pk", "title", "description")
    live = Page.objects.filter(pk__in=targets["page"], live=True)
    return Known(
        live_pages=set(live.values_list("pk", flat=True)),
        gone_documents=own_links.missing_documents(targets["document"]),
        broken_addresses=own_links.broken(targets["address"]),
        pictures={pk: (title, description) for pk, title, description in pictures},
    )


def _pictures(blocks: Sequence[Stored]) -> Iterator[Stored]:
    for block, value in blocks:
        if isinstance(block, ImageBlock | GalleryImageBlock) and value and value.get("image"):
            yield block, value


def _missing_alt(blocks: Sequence[Stored], known: Known) -> list[Problem]:
    text = _("The picture “%(title)s” has no alternative text.")
    return [
        Problem("alt", text % {"title": known.pictures[value["image"]][0]})
        for _block, value in _pictures(blocks)
        if value["image"] in known.pictures
        and not (value.get("decorative") or value.get("alt") or known.pictures[value["image"]][1])
    ]


def _broken_links(blocks: Sequence[Stored], known: Known) -> list[Problem]:
    return [Problem("link", _sentence(link)) for link in _links(blocks) if _is_broken(link, known)]


def _sentence(link: Link) -> str:
    if link.to == "document":
        return _("A document that is linked was deleted.")
    return _("%(label)s leads to a page that is deleted or not published.") % {"label": link.label}


def _is_broken(link: Link, known: Known) -> bool:
    if link.to == "page":
        return link.target not in known.live_pages
    return link.target in (known.gone_documents if link.to == "document" else known.broken_addresses)


def _links(blocks: Sequence[Stored]) -> Iterator[Link]:
    for block, value in blocks:
        if value and isinstance(block, CardBlock | ButtonBlock | DocumentChooserBlock | PageChooserBlock | URLBlock):
            yield from _chosen(block, value)
        elif value and isinstance(block, RichTextBlock):
            yield from _rich_links(value, _("A link in the text"))
        elif value and isinstance(block, MarkdownBlock):
            yield from (Link("address", address, _("A link in the text")) for address in markup.links(value))


def _chosen(block: Any, value: Any) -> Iterator[Link]:
    label = _("A button or card")
    if isinstance(block, PageChooserBlock):
        yield Link("page", value, label)
    elif isinstance(block, DocumentChooserBlock):
        yield Link("document", value)
    elif isinstance(block, URLBlock):
        yield Link("address", value, label)
    elif not (value.get("page") or value.get("url")):
        # A chooser whose page was deleted has lost its id, once it has been looked at.
        yield Link("page", None, label)


def _rich_links(source: str, label: str) -> Iterator[Link]:
    for attributes in _RICH_LINK.findall(source):
        found = dict(_ATTRIBUTE.findall(attributes))
        if found.get("linktype") in ("page", "document"):
            yield Link(found["linktype"], read_key(found.get("id", "")), label)
        elif "href" in found:
            yield Link("address", unescape(found["href"]), label)
