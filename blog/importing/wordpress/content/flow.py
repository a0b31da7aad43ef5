"""One walk over the HTML of a post that writes body blocks.

Text and inline tags gather in a paragraph; a block-level element ends it and writes its own block. A picture in the
middle of a sentence ends the paragraph too, and the tags that were open begin again after it.
"""

import html
import re
from collections.abc import Callable, Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import (
    Comment,
    Declaration,
    Doctype,
    NavigableString,
    PageElement,
    ProcessingInstruction,
    Tag,
)

from blog.importing.wordpress.content import links, players, rich_text
from blog.importing.wordpress.content.context import BodyBlock, Context

Writer = Callable[["Flow", Tag], None]

# The parser makes one line break of several between two tags, so a blank line is marked before it sees the source.
PARAGRAPH_MARK = "\u2029"
BLANK_LINE = re.compile(r"\n(?=[ \t]*\n)")
BETWEEN_PARAGRAPHS = re.compile(rf"\s*{PARAGRAPH_MARK}\s*")
SPACE = re.compile(r"[ \t\r\n\f]+")
DEEPEST = 100
NOT_TEXT = (Declaration, Doctype, ProcessingInstruction)


class Flow:
    """Writes `blocks`. `writers` maps block-level tags to the functions that write them."""

    writers: dict[str, Writer] = {}

    def __init__(self, context: Context, *, depth: int = 0) -> None:
        self.context = context
        self.blocks: list[BodyBlock] = []
        self.depth = depth
        self._paragraph: list[str] = []
        self._open_tags: list[tuple[str, str]] = []
        self._at_line_start = True

    def walk(self, nodes: Iterable[PageElement]) -> None:
        for node in list(nodes):
            if isinstance(node, Tag):
                self._walk_tag(node)
            elif isinstance(node, Comment):
                self._walk_comment(node)
            elif isinstance(node, NavigableString) and not isinstance(node, NOT_TEXT):
                self._walk_text(node)

    def inner(self, nodes: Iterable[PageElement]) -> list[BodyBlock]:
        """The blocks that these nodes would make on their own."""
        flow = Flow(self.context, depth=self.depth + 1)
        if flow.depth > DEEPEST:
            self.context.note("too deeply nested", "kept as text")
            flow.text(" ".join(node.get_text(" ") for node in nodes))
        else:
            flow.walk(nodes)
        return flow.finish()

    def finish(self) -> list[BodyBlock]:
        """All blocks, when everything is walked."""
        self.end_paragraph()
        return joined(self.blocks)

    def write(self, kind: str, value: Any) -> None:
        self.end_paragraph()
        self.blocks.append((kind, value))

    def write_html(self, text: str) -> None:
        """A finished piece of rich text, such as a list."""
        cleaned = rich_text.clean(text)
        if not rich_text.is_empty(cleaned) or "<hr" in cleaned:
            self.write("rich_text", cleaned)

    def text(self, text: str) -> None:
        if text:
            self._paragraph.append(html.escape(text, quote=False))
            self._at_line_start = False

    def line_break(self) -> None:
        if not self._at_line_start:
            self._paragraph.append("<br/>")

    def end_paragraph(self) -> None:
        body = "".join(self._paragraph) + "".join(closing for _, closing in reversed(self._open_tags))
        self._paragraph = [opening for opening, _ in self._open_tags]
        self._at_line_start = True
        body = rich_text.clean(_trim(body))
        if self.depth == 0 and "http" in body:
            self._split_at_addresses(body)
        else:
            self._write_lines([body])

    def inline(self, node: Tag, opening: str, closing: str) -> None:
        """Children of an inline tag between two of ours."""
        self._paragraph.append(opening)
        self._open_tags.append((opening, closing))
        self.walk(node.children)
        self._open_tags.pop()
        self._paragraph.append(closing)

    def has_open(self, opening: str) -> bool:
        return any(tag == opening for tag, _ in self._open_tags)

    def _split_at_addresses(self, body: str) -> None:
        """An address alone on its line is an embed, as in WordPress."""
        lines: list[str] = []
        for line in body.split("<br/>"):
            block = players.block_for(html.unescape(line.strip()), self.context)
            if block is None:
                lines.append(line)
                continue
            self._write_lines(lines)
            self.blocks.append(block)
            lines = []
        self._write_lines(lines)

    def _write_lines(self, lines: list[str]) -> None:
        body = _trim("<br/>".join(lines))
        if not rich_text.is_empty(body):
            self.blocks.append(("rich_text", f"<p>{body}</p>"))

    def _walk_tag(self, node: Tag) -> None:
        name = node.name
        self._note_presentation(node)
        if name == "br":
            self.line_break()
        elif name in self.writers:
            self.writers[name](self, node)
        elif name == "a":
            self._walk_link(node)
        elif name in rich_text.INLINE:
            self._walk_inline(node)
        else:
            self.context.note("unknown element", f"<{name}>: its text was kept")
            self.walk(node.children)

    def _walk_inline(self, node: Tag) -> None:
        if node.name in rich_text.REPORTED and (node.name not in ("abbr", "acronym") or node.get("title")):
            self.context.note("formatting", rich_text.REPORTED[node.name])
        if node.name == "q":
            self.text("“")
        ours = rich_text.INLINE[node.name]
        if ours and not self.has_open(f"<{ours}>"):
            self.inline(node, f"<{ours}>", f"</{ours}>")
        else:
            self.walk(node.children)
        if node.name == "q":
            self.text("”")

    def _walk_link(self, node: Tag) -> None:
        opening = links.opening_tag(node, self.context)
        if not opening or any(tag.startswith("<a ") for tag, _ in self._open_tags):
            self.walk(node.children)
        else:
            self.inline(node, opening, "</a>")

    def _walk_comment(self, node: Comment) -> None:
        if node.strip().lower() == "nextpage":
            self.context.note("page break", "the parts became one page, with a line between them")
            self.write_html("<hr/>")

    def _walk_text(self, node: NavigableString) -> None:
        text = str(node)
        if not self.context.is_classic:
            self._flat_text(text)
            return
        if _follows_block(node):
            text = text.lstrip("\n\r\t ") if "\n" in text[: len(text) - len(text.lstrip())] else text
        for index, paragraph in enumerate(BETWEEN_PARAGRAPHS.split(text)):
            if index:
                self.end_paragraph()
            self._lines(paragraph, node)

    def _lines(self, text: str, node: NavigableString) -> None:
        """Text where a line break is one, as WordPress shows classic posts."""
        lines = text.split("\n")
        for index, line in enumerate(lines):
            is_last_and_blank = index == len(lines) - 1 and not line.strip()
            if index and not (is_last_and_blank and _precedes_block(node)):
                self.line_break()
            self._flat_text(line)

    def _flat_text(self, text: str) -> None:
        flat = SPACE.sub(" ", text)
        if flat == " " and self._at_line_start:
            return
        self.text(flat)

    def _note_presentation(self, node: Tag) -> None:
        if node.get("style") or node.get("align") or node.get("bgcolor"):
            self.context.note("formatting", "alignment, colours or sizes")


def joined(blocks: Iterable[BodyBlock]) -> list[BodyBlock]:
    """The same blocks, with neighbouring pieces of rich text made one."""
    result: list[BodyBlock] = []
    for kind, value in blocks:
        if kind == "rich_text" and result and result[-1][0] == "rich_text":
            result[-1] = (kind, result[-1][1] + value)
        else:
            result.append((kind, value))
    return result


def with_paragraph_marks(source: str) -> str:
    return BLANK_LINE.sub("\n" + PARAGRAPH_MARK, source)


def soup_of(source: str) -> BeautifulSoup:
    # The comment keeps the parser from warning that a lone address or file name is no HTML.
    return BeautifulSoup(f"<!---->{source}", "html.parser", multi_valued_attributes=None)


def _trim(text: str) -> str:
    """Without breaks and space at both ends, also inside the tags that open and close there."""
    text = re.sub(r"^((?:<(?!br)[^>]+>)*)(?:\s|<br/>)+", r"\1", text)
    return re.sub(r"(?:\s|<br/>)+((?:</[^>]+>)*)$", r"\1", text)


def _is_block(node: PageElement | None) -> bool:
    return isinstance(node, Tag) and node.name in Flow.writers and node.name not in ("img", "stoa-shortcode")


def _follows_block(node: NavigableString) -> bool:
    return _is_block(node.previous_sibling)


def _precedes_block(node: NavigableString) -> bool:
    return node.next_sibling is None or _is_block(node.next_sibling)
