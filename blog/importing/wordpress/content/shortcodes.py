"""Shortcodes (`[gallery ids="1,2"]`) to elements that the walk over the HTML understands.

Known ones become `<stoa-shortcode n="0">` and their parts wait in `Context.shortcodes`. Unknown ones stay as the
text they are, and are reported. Nothing inside <pre>, <code>, <script>, <style> or a tag is touched.
"""

import html
import re

from blog.importing.wordpress.content.context import Context
from blog.importing.wordpress.content.shortcode_values import Shortcode

TOKEN = re.compile(r"\[(?P<escape>\[?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?=[\s/\]=:])[^\[\]]*)\](?P<after>\]?)")
OPAQUE = re.compile(
    r"<!--.*?-->|<(?P<tag>pre|code|script|style|textarea)\b.*?</(?P=tag)\s*>|<[A-Za-z/][^<>]*>",
    re.S | re.I,
)
ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)\s*=\s*'([^']*)'|([\w-]+)\s*=\s*([^\s"']+)|"([^"]*)"|'([^']*)'|(\S+)"""
)
CODE = {
    "code",
    "sourcecode",
    "source",
    "php",
    "css",
    "javascript",
    "python",
    "bash",
    "sql",
    "xml",
    "html",
    "ruby",
    "java",
}
ENCLOSING = {"caption", "wp_caption", "embed", "audio", "video", "youtube", *CODE}
KNOWN = ENCLOSING | {"gallery", "playlist", "vimeo", "googlevideo", "dailymotion"}
# Languages are also ordinary words: `[html]` is code only when `[/html]` follows.
ONLY_ENCLOSING = CODE | {"caption", "wp_caption"}
CURLY_QUOTES = str.maketrans({"“": '"', "”": '"', "″": '"', "‘": "'", "’": "'", "\u00a0": " "})


def expand(source: str, context: Context) -> str:
    if "[" not in source:
        return source
    opaque = [match.span() for match in OPAQUE.finditer(source)]
    written, position, index = [], 0, 0
    while match := TOKEN.search(source, position):
        while index < len(opaque) and opaque[index][1] <= match.start():
            index += 1
        if index < len(opaque) and opaque[index][0] < match.start():
            written.append(source[position : opaque[index][1]])
            position = opaque[index][1]
            continue
        text, end = _replace(source, match, context)
        written += [source[position : match.start()], text]
        position = end
    return "".join(written) + source[position:]


def _replace(source: str, match: re.Match[str], context: Context) -> tuple[str, int]:
    if match["escape"] and match["after"]:
        return match[0][1:-1], match.end()
    name = match["name"].lower()
    end = match.end() - len(match["after"])
    closing = _closing(source, name, end) if name in ENCLOSING and not match["rest"].endswith("/") else None
    if name not in KNOWN or (closing is None and name in ONLY_ENCLOSING):
        _note_unknown(source, match, context)
        return match[0], match.end()
    shortcode = _parse(name, match["rest"], source[end : closing[0]] if closing else None)
    context.shortcodes.append(shortcode)
    number = len(context.shortcodes) - 1
    return match["escape"] + f'<stoa-shortcode n="{number}"></stoa-shortcode>', closing[1] if closing else end


def _closing(source: str, name: str, start: int) -> tuple[int, int] | None:
    found = re.compile(re.escape(f"[/{name}]"), re.I).search(source, start)
    return found.span() if found else None


def _note_unknown(source: str, match: re.Match[str], context: Context) -> None:
    """Square brackets are also ordinary punctuation: only what looks like a shortcode is worth a line."""
    looks_like_one = "=" in match["rest"] or "_" in match["name"] or "-" in match["name"]
    if looks_like_one or f"[/{match['name']}]" in source:
        context.note("shortcode kept as text", f"[{match['name']}]")


def _parse(name: str, rest: str, content: str | None) -> Shortcode:
    attributes, loose = {}, []
    for match in ATTRIBUTE.finditer(html.unescape(rest).translate(CURLY_QUOTES).strip().rstrip("/")):
        groups = match.groups()
        pairs = [(groups[i], groups[i + 1]) for i in (0, 2, 4) if groups[i] is not None]
        if pairs:
            attributes[pairs[0][0].lower()] = pairs[0][1]
        else:
            loose.append(next(text for text in groups[6:] if text is not None).lstrip("="))
    return Shortcode(name, attributes, tuple(loose), content)
