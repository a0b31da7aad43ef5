"""Rich text as our editor keeps it: the few tags it knows, and plain text out of it."""

import html
import re

import nh3

# Tag of WordPress -> tag of ours; an empty word means that the tag goes and its text stays.
INLINE = {
    **dict.fromkeys(("b", "strong"), "b"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "i"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    "sup": "sup",
    "sub": "sub",
    **dict.fromkeys(
        ("abbr", "acronym", "bdi", "bdo", "big", "blink", "data", "font", "ins", "label", "mark", "meter"), ""
    ),
    **dict.fromkeys(("nobr", "output", "q", "rb", "rp", "rt", "ruby", "small", "span", "time", "u", "wbr"), ""),
}
# Tags whose going is a loss worth a line.
REPORTED = {
    "u": "underline",
    "ins": "underline",
    "mark": "highlight",
    "big": "text size",
    "small": "text size",
    "font": "text size or colour",
    "abbr": "explanation of an abbreviation",
    "acronym": "explanation of an abbreviation",
}
TAGS = {
    "a",
    "b",
    "i",
    "code",
    "s",
    "sup",
    "sub",
    "br",
    "p",
    "ul",
    "ol",
    "li",
    "hr",
    "h2",
    "h3",
    "h4",
    "blockquote",
}
ANY_TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"<br/?>|</p>(?=.)|</li>(?=.)", re.S)
MARKUP = re.compile(r"<(?!/?p>|br/?>)[^>]*>")


def clean(text: str) -> str:
    """The last gate: whatever was written before, only what the editor itself could make goes in."""
    return (
        nh3.clean(
            text,
            tags=TAGS,
            attributes={"a": {"href", "linktype", "id"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )
        .replace("<br>", "<br/>")
        .replace("<hr>", "<hr/>")
    )


def plain(text: str) -> str:
    """Rich text without its tags; line breaks and paragraphs become new lines."""
    return html.unescape(ANY_TAG.sub("", BREAK.sub("\n", text))).strip()


def has_markup(text: str) -> bool:
    """Whether anything but paragraphs and line breaks is in it."""
    return MARKUP.search(text) is not None


def is_empty(text: str) -> bool:
    return not html.unescape(ANY_TAG.sub("", text)).strip()


def one_line(text: str) -> str:
    return " ".join(text.split())


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut at a word where there is one."""
    if len(text) <= length:
        return text
    cut = text.rfind(" ", length // 2, length)
    return text[: cut if cut != -1 else length - 1].rstrip(" ,;:.–-") + "…"
