"""Program text and other text whose spaces count."""

import html
import re

from bs4.element import NavigableString, Tag
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from blog.importing.wordpress.content.elements import attribute, classes
from blog.importing.wordpress.content.flow import PARAGRAPH_MARK, Flow

LANGUAGE_CLASS = re.compile(r"(?:lang(?:uage)?-|brush:\s*)([\w+#-]+)")
LANGUAGES = {
    "js": "javascript",
    "ts": "typescript",
    "py": "python",
    "sh": "bash",
    "shell": "bash",
    "plain": "text",
}
SEVERAL_LINES = re.compile(r"\n[^\n]*\n")


def write_code(flow: Flow, node: Tag) -> None:
    """<code> within a sentence; of several lines it is a block."""
    if SEVERAL_LINES.search(_text(node)):
        write_block(flow, _text(node), language=_language(node))
    elif flow.has_open("<code>"):
        flow.walk(node.children)
    else:
        flow.inline(node, "<code>", "</code>")


def write_preformatted(flow: Flow, node: Tag) -> None:
    names = classes(node)
    if "wp-block-verse" in names:
        _write_verse(flow, node)
    else:
        write_block(flow, _text(node), language=_language(node))


def write_block(flow: Flow, text: str, *, language: str = "") -> None:
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if text.strip():
        flow.write(
            "code",
            {
                "language": _known(language),
                "code": text,
                "filename": "",
            },
        )


def _write_verse(flow: Flow, node: Tag) -> None:
    """Lines and indents of a poem, in rich text."""
    lines = [_indented(line) for line in _text(node).strip("\n").split("\n")]
    flow.write_html(f"<p>{'<br/>'.join(lines)}</p>")


def _indented(line: str) -> str:
    text = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(text)) + html.escape(text.rstrip(), quote=False)


def _text(node: Tag) -> str:
    """All text with <br> as line breaks."""
    parts = []
    for child in node.descendants:
        if isinstance(child, Tag):
            parts.append("\n" if child.name == "br" else "")
        elif type(child) is NavigableString:
            parts.append(str(child))
    return "".join(parts).replace(PARAGRAPH_MARK, "").expandtabs(4)


def _known(language: str) -> str:
    """The name by which the code block offers this language; text for one it does not know."""
    try:
        return get_lexer_by_name(language or "text").aliases[0]
    except ClassNotFound:
        return "text"


def _language(node: Tag) -> str:
    inner = node.find("code")
    for element in (node, inner):
        if element is not None:
            match = LANGUAGE_CLASS.search(attribute(element, "class"))
            named = attribute(element, "lang", "data-language", "data-lang") or (match[1] if match else "")
            if named:
                return named.lower()
    return ""
