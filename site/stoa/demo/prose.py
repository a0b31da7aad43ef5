"""Markdown as our rich text, and the one way a picture is written."""

import re
from typing import Any

from markdown_it import MarkdownIt

from stoa.demo.names import Art

PICTURE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\(art:(?P<seed>[^ )]+)(?: "(?P<caption>[^"]*)")?\)(?:\{(?P<width>\w+)\})?$')
MARKDOWN = MarkdownIt("commonmark", {"html": False})


def html_of(text: str) -> str:
    """Markdown as the HTML of our rich text; line breaks inside a paragraph are kept."""
    html = MARKDOWN.render(text).strip()
    for mark, ours in (("strong", "b"), ("em", "i")):
        html = html.replace(f"<{mark}>", f"<{ours}>").replace(f"</{mark}>", f"</{ours}>")
    return html.replace(">\n<", "><")


def picture_in(line: str) -> dict[str, Any]:
    """The parts of `![alt](art:seed "caption"){width}`. Raises ValueError for anything else."""
    found = PICTURE.match(line)
    if not found:
        raise ValueError(f"not a picture: {line}")
    alt, caption = found["alt"], found["caption"] or ""
    return {"image": Art(found["seed"], alt), "alt": alt, "caption": caption, "width": found["width"] or "text"}
