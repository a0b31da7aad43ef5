"""Text that people type, made into safe HTML, and into what XML can hold."""

import html as entities
import re
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

# What XML 1.0 cannot hold.
_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPTIONS = {"html": False, "linkify": True, "typographer": False}
_MARKDOWN = MarkdownIt("commonmark", _OPTIONS).enable(["table", "strikethrough", "linkify"])
# No tables: a short row of a wide one is filled up with cells, at a cost that the length of the text does not bound.
_COMMENT_MARKDOWN = MarkdownIt("commonmark", _OPTIONS).enable(["strikethrough", "linkify"])
_INLINE_TAGS = {
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "var",
}  # fmt: skip
_BLOCK_TAGS = {
    "blockquote", "dd", "div", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "ul",
}  # fmt: skip
_TABLE_TAGS = {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_RICH_TAGS = _INLINE_TAGS | _BLOCK_TAGS | _TABLE_TAGS
_RICH_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "code": {"class"},
}
_PORTABLE_TAGS = _RICH_TAGS | {"figure", "figcaption", "audio", "video", "source", "details", "summary"}
_PORTABLE_ATTRIBUTES = _RICH_ATTRIBUTES | {"audio": {"src", "controls"}, "video": {"src", "controls", "poster"}}
# Tags that end a word; the others may stand within one.
_NOT_INLINE = re.compile(r"<(?!/?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b)")
_BLOCK_ENDS = re.compile(r"(</(?:p|h\d|li|blockquote)>|<[bh]r/?>)")
# Controls and programs of our pages: their words are not part of the text.
_PAGE_ONLY_TAGS = {"script", "style", "button", "form", "template", "svg"}
# As cleaning writes it: the address in double quotes, before anything else.
_ANCHOR = re.compile(r'<a href="([^"]*)"')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Browsers leave these out of an address and take a backslash for a slash.
_UNSEEN = re.compile(r"[\x00-\x20]")
_COMMENT_TAGS = {"a", "blockquote", "br", "code", "del", "em", "li", "ol", "p", "pre", "s", "strong", "ul"}


def markdown(text: str) -> SafeString:
    """Editors' Markdown (CommonMark with tables and strike-through) as safe HTML; `#` becomes h2."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        token.tag = "h2" if token.tag == "h1" else token.tag
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return mark_safe(sanitise(html))  # nosemgrep: no-mark-safe -- sanitised


def links(text: str) -> list[str]:
    """The addresses that editors' Markdown leads to."""
    return [entities.unescape(address) for address in _ANCHOR.findall(markdown(text))]


@lru_cache(maxsize=16)
def comment_markdown(text: str) -> SafeString:
    """Visitors' Markdown: emphasis, lists, quotes, code and nofollow links, nothing else.

    The last ones are remembered: a text is looked through for spam first and written afterwards.
    """
    return comment_html(_COMMENT_MARKDOWN.render(text))


def comment_html(html: str) -> SafeString:
    """Visitors' HTML with only what a comment may hold."""
    clean = nh3.clean(html, tags=_COMMENT_TAGS, attributes={"a": {"href"}}, link_rel="nofollow ugc noopener")
    return mark_safe(clean)  # nosemgrep: no-mark-safe -- cleaned above


def links_outside(clean_html: str) -> int:
    """How many links of a comment's HTML may leave this site: with a scheme, or without one as in //example.org."""
    return sum(_leads_outside(entities.unescape(address)) for address in _ANCHOR.findall(clean_html))


def _leads_outside(address: str) -> bool:
    seen = _UNSEEN.sub("", address).replace("\\", "/")
    return seen.startswith("//") or bool(_SCHEME.match(seen))


def sanitise(html: str) -> str:
    """HTML with only the tags and attributes that a body may hold."""
    return nh3.clean(html, tags=_RICH_TAGS, attributes=_RICH_ATTRIBUTES, link_rel="noopener")


def portable(html: str, *, base: str) -> str:
    """A cooked body for readers elsewhere (feeds, mail): plain HTML whose addresses are absolute, seen from `base`."""

    def absolute(tag: str, name: str, value: str) -> str:
        return urljoin(base, value) if name in ("href", "src", "poster") else value

    return nh3.clean(
        html,
        tags=_PORTABLE_TAGS,
        attributes=_PORTABLE_ATTRIBUTES,
        clean_content_tags=_PAGE_ONLY_TAGS,
        attribute_filter=absolute,
        link_rel=None,
    )


def highlighted(code: str, language: str) -> SafeString:
    """Code as HTML spans with Pygments' class names; an unknown language is shown as plain text."""
    try:
        lexer = get_lexer_by_name(language or "text")
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    html = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return mark_safe(html)  # nosemgrep: no-mark-safe -- Pygments escapes the code


def plain_text(html: str) -> str:
    """The words of an HTML body, single-spaced."""
    return " ".join(strip_tags(_NOT_INLINE.sub(" <", html)).split())


def indexed_text(html: str) -> str:
    """The words of rich text for the search index, as Wagtail has them but at a tenth of its time: it asks often."""
    spaced = _BLOCK_ENDS.sub(r"\1 ", html)
    return unescape(nh3.clean(spaced, tags=set())).strip()


def anchor(text: str) -> str:
    """The id of a heading with this text; any script."""
    return slugify(text, allow_unicode=True) or "section"


def speakable(text: str) -> str:
    """`text` without the control characters that XML has no way to write."""
    return _UNSPEAKABLE.sub("", text)
