"""Lists and definition lists, in rich text."""

import html
import re

from bs4.element import Tag

from blog.importing.wordpress.content import figures, rich_text
from blog.importing.wordpress.content.context import BodyBlock
from blog.importing.wordpress.content.elements import attribute
from blog.importing.wordpress.content.flow import Flow

# What a list cannot hold is written after it.
LIST = re.compile(r"(<(?:ul|ol)>.*</(?:ul|ol)>)", re.S)


def write_list(flow: Flow, node: Tag) -> None:
    if "gallery" in attribute(node, "class") and node.find("img"):
        figures.write_gallery(flow, node)
        return
    if node.get("start") not in (None, "1") or node.get("reversed") is not None:
        flow.context.note("formatting", "numbering of a list")
    outside: list[BodyBlock] = []
    rows = "".join(_row(flow, row, outside) for row in node.find_all(True, recursive=False))
    tag = "ol" if node.name == "ol" else "ul"
    if rows:
        flow.write_html(f"<{tag}>{rows}</{tag}>")
    for kind, value in outside:
        flow.write(kind, value)


def write_definitions(flow: Flow, node: Tag) -> None:
    """Terms in bold above their explanations."""
    if node.find("img"):
        figures.write_figure(flow, node)
        return
    flow.context.note("formatting", "a definition list became paragraphs")
    for row in node.find_all(["dt", "dd"]):
        for kind, value in flow.inner(row.children):
            if kind == "rich_text" and row.name == "dt" and not rich_text.has_markup(value):
                flow.write_html(f"<p><b>{html.escape(rich_text.plain(value), quote=False)}</b></p>")
            else:
                flow.write(kind, value)


def _row(flow: Flow, row: Tag, outside: list[BodyBlock]) -> str:
    """One `<li>…</li>`; a list that stands between rows belongs to none and is kept as a row."""
    blocks = flow.inner(row.children if row.name == "li" else [row])
    inside = ""
    for kind, value in blocks:
        if kind == "rich_text":
            inside += value
        elif kind == "heading":
            inside += f"<p><b>{html.escape(value['text'], quote=False)}</b></p>"
        else:
            outside.append((kind, value))
    return f"<li>{_as_row(inside)}</li>" if inside else ""


def _as_row(text: str) -> str:
    """Paragraphs in a row are lines, as the editor keeps them; nested lists stay."""
    pieces = LIST.split(text)
    for index in range(0, len(pieces), 2):
        lines = pieces[index].replace("</p><p>", "<br/>").replace("<p>", "").replace("</p>", "")
        pieces[index] = re.sub(r"</?(?:blockquote|h[2-4])>|<hr/>", "", lines)
    return "".join(pieces)
