"""Comments of WordPress as the HTML that comments may hold here: paragraphs, lists, quotations, code and links."""

import html
import re
from typing import Any

from blog.importing.wordpress.content.context import BodyBlock, Context
from blog.importing.wordpress.content.convert import to_blocks
from blog.importing.wordpress.content.library import EmptyLibrary

NAMES = {"b": "strong", "i": "em", "h2": "strong", "h3": "strong", "h4": "strong"}
TAG = re.compile(r"<(/?)(b|i|h[234])>")


def to_comment_html(source: str, *, address: str) -> str:
    """HTML of one comment; `address` is where its relative links began."""
    context = Context(post=0, address=address, library=EmptyLibrary(), note=lambda kind, what: None)
    return "".join(_html(block) for block in to_blocks(source, context))


def _html(block: BodyBlock) -> str:
    kind, value = block
    if kind == "rich_text":
        return TAG.sub(lambda match: f"<{match[1]}{NAMES[match[2]]}>", value)
    if kind == "code":
        return f"<pre><code>{_text(value['code'])}</code></pre>"
    if kind == "quote":
        return f"<blockquote><p>{_text(value['text'])}</p></blockquote>" + _paragraph(value["attribution"])
    if kind == "embed":
        return f'<p><a href="{html.escape(value["url"])}">{_text(value["url"])}</a></p>'
    if kind == "heading":
        return f"<p><strong>{_text(value['text'])}</strong></p>"
    if kind == "table":
        return "".join(_paragraph(" · ".join(text for text in row if text)) for row in value["data"])
    return "".join(_paragraph(text) for text in _texts(value))


def _texts(value: Any) -> list[str]:
    """Every text in the value of a block that comments do not have."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [part for key, part in value.items() if key not in ("level", "style", "width", "table_header_choice")]
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>" if text.strip() else ""


def _text(text: str) -> str:
    return html.escape(text, quote=False)
