"""Quotations: a quote block where the words are plain, else a quotation in rich text."""

import re

from bs4.element import Tag

from blog.importing.wordpress.content import links, rich_text
from blog.importing.wordpress.content.elements import attribute
from blog.importing.wordpress.content.flow import Flow


def write_quote(flow: Flow, node: Tag) -> None:
    source = _take_source(node)
    blocks = flow.inner(node.children)
    text = "".join(value for kind, value in blocks if kind == "rich_text")
    is_plain = len(blocks) == 1 and text and not rich_text.has_markup(text)
    attribution, url = _attribution(flow, source)
    if not url and node.get("cite"):
        url = links.safe_address(attribute(node, "cite"), flow.context)
    if is_plain:
        value = {
            "text": rich_text.plain(text),
            "attribution": attribution,
            "source": "",
            "url": url,
        }
        flow.write("quote", value)
        return
    for kind, value in blocks:
        if kind == "rich_text":
            flow.write_html(_as_quotation(value))
        else:
            flow.write(kind, value)
    if attribution:
        flow.write_html(f"<p>— {links.link(url, attribution) if url else attribution}</p>")


def _take_source(node: Tag) -> Tag | None:
    """The last <cite> or <footer>, if it stands at the end and not within a sentence."""
    candidates = node.find_all(["cite", "footer"])
    if not candidates:
        return None
    last = candidates[-1]
    parent = last.parent
    rest = "".join(part.get_text() if isinstance(part, Tag) else str(part) for part in last.next_siblings)
    starts_line = last.previous_sibling is None or str(last.previous_sibling).endswith("\n") or parent is node
    if rest.strip() or not starts_line:
        return None
    return last.extract()


def _attribution(flow: Flow, source: Tag | None) -> tuple[str, str]:
    if source is None:
        return "", ""
    anchor = source.find("a", href=True)
    url = links.safe_address(attribute(anchor, "href"), flow.context) if anchor is not None else ""
    text = rich_text.one_line(source.get_text()).lstrip("—–- ")
    return text, url if url.startswith("http") else ""


def _as_quotation(text: str) -> str:
    """Paragraphs inside a quotation are line breaks: that is how the editor keeps them. Lists stay whole beside it."""
    pieces = re.split(
        r"(<(?:ul|ol)>.*</(?:ul|ol)>|<h[2-4]>.*?</h[2-4]>|<blockquote>.*?</blockquote>|<hr/>)",
        text,
        flags=re.S,
    )
    written = []
    for index, piece in enumerate(pieces):
        inner = piece.replace("</p><p>", "<br/><br/>").removeprefix("<p>").removesuffix("</p>")
        written.append(piece if index % 2 else f"<blockquote>{inner}</blockquote>" if inner.strip() else "")
    return "".join(written)
