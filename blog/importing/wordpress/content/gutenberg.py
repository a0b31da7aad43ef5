"""Block comments (`<!-- wp:name {…} -->`) to a tree, and the tree to plain HTML.

Static blocks carry their HTML, so the walk over it is enough; what is handled here are the blocks that
WordPress renders when a page is visited.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from blog.importing.wordpress.content.context import Context
from blog.importing.wordpress.numbers import LARGEST

DELIMITER = re.compile(
    r"(?P<end>/)?wp:(?P<name>[a-z][a-z0-9_/-]*)(?:\s+(?P<attributes>\{.*\}))?\s*(?P<void>/)?",
    re.S,
)
# Templates that WordPress fills once for each post or comment found: nothing in them is the author's text.
TEMPLATES = {
    "post-template",
    "comment-template",
    "query-no-results",
    "query-pagination",
    "comments-pagination",
}
# Dynamic blocks around static ones: what the author wrote inside stays.
DYNAMIC_CONTAINERS = {"query", "comments", "navigation"}
STATIC = {
    *("accordion", "accordion-heading", "accordion-item", "accordion-panel", "audio", "button", "buttons", "code"),
    *("column", "columns", "cover", "details", "embed", "file", "footnotes", "freeform", "gallery", "group", "heading"),
    *("html", "image", "list", "list-item", "math", "media-text", "missing", "more", "nextpage", "paragraph"),
    *("preformatted", "pullquote", "quote", "separator", "shortcode", "social-link", "social-links", "spacer"),
    *("subhead", "table", "text-columns", "verse", "video"),
}


@dataclass(slots=True)
class Block:
    name: str
    attributes: dict[str, Any]
    children: list["Block | str"] = field(default_factory=list)


def has_blocks(source: str) -> bool:
    return "<!-- wp:" in source


def parse(source: str) -> Block:
    """The tree under a nameless root. Unclosed blocks end with the text; closing marks of nothing are dropped."""
    root = Block("", {})
    open_blocks = [root]
    for piece in _pieces(source):
        match = DELIMITER.fullmatch(piece[4:-3].strip()) if piece.startswith("<!--") else None
        if match is None:
            open_blocks[-1].children.append(piece)
            continue
        name = match["name"].removeprefix("core/")
        if match["end"]:
            _close(open_blocks, name)
            continue
        block = Block(name, _attributes(match["attributes"]))
        open_blocks[-1].children.append(block)
        if not match["void"]:
            open_blocks.append(block)
    return root


def to_html(block: Block, context: Context) -> str:
    return "".join(_render(child, context) for child in block.children)


def _pieces(source: str) -> Iterator[str]:
    """Comments and what lies between them."""
    position = 0
    while (start := source.find("<!--", position)) != -1 and (end := source.find("-->", start + 4)) != -1:
        if start > position:
            yield source[position:start]
        yield source[start : end + 3]
        position = end + 3
    if position < len(source):
        yield source[position:]


def _close(open_blocks: list[Block], name: str) -> None:
    for depth in range(len(open_blocks) - 1, 0, -1):
        if open_blocks[depth].name == name:
            del open_blocks[depth:]
            return


def _attributes(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _render(child: Block | str, context: Context) -> str:
    if isinstance(child, str):
        return child
    if child.name == "embed" or child.name.startswith("core-embed/"):
        return _embed(child, context)
    special = SPECIAL.get(child.name)
    if special is not None:
        return special(child, context)
    inner = to_html(child, context)
    if child.name not in STATIC:
        _note_foreign(child, inner, context)
    return inner


def _note_foreign(block: Block, inner: str, context: Context) -> None:
    is_plugin = "/" in block.name
    if inner.strip():
        if is_plugin:
            context.note("block of a plugin", f"{block.name}: its HTML was kept")
        elif block.name in DYNAMIC_CONTAINERS:
            context.note("dynamic block", block.name)
        return
    context.note(
        "block of a plugin" if is_plugin else "dynamic block",
        f"{block.name}: not kept" if is_plugin else block.name,
    )


def _embed(block: Block, context: Context) -> str:
    url = block.attributes.get("url")
    inner = to_html(block, context)
    if not isinstance(url, str) or not url:
        return inner
    caption = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", inner, re.S)
    return f'<stoa-embed url="{html.escape(url)}">{caption[1] if caption else ""}</stoa-embed>'


def _template(block: Block, context: Context) -> str:
    if block.name.endswith("-template"):
        context.note("dynamic block", block.name)
    return ""


def _shared(block: Block, context: Context) -> str:
    reference = block.attributes.get("ref")
    content = None
    if isinstance(reference, int) and 0 < reference <= LARGEST:
        content = context.library.shared_block(block=reference)
    if content is None:
        context.note("reusable block that is not in the export", str(reference))
        return ""
    # A block that holds itself would never end.
    tree = parse(content)
    tree.children = [child for child in tree.children if not (isinstance(child, Block) and child.name == "block")]
    return to_html(tree, context)


def _social_link(block: Block, context: Context) -> str:
    url, service = (
        str(block.attributes.get("url") or ""),
        str(block.attributes.get("service") or "link"),
    )
    label = str(block.attributes.get("label") or service.replace("-", " ").capitalize())
    if not url or url.startswith("#"):
        context.note("link without an address", f"social link {label}")
        return f"<li>{html.escape(label)}</li>"
    return f'<li><a href="{html.escape(url)}">{html.escape(label)}</a></li>'


def _rss(block: Block, context: Context) -> str:
    url = str(block.attributes.get("feedURL") or "")
    context.note("dynamic block", f"rss {url}: kept as a link" if url else "rss")
    return f'<p><a href="{html.escape(url)}">{html.escape(url)}</a></p>' if url else ""


SPECIAL = {
    **dict.fromkeys(TEMPLATES, _template),
    "block": _shared,
    "social-link": _social_link,
    "rss": _rss,
}
