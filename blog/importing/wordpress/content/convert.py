"""The way in: a post's source to a list of body blocks."""

import html
import re

from blog.importing.wordpress.content import gutenberg, rich_text, shortcodes
from blog.importing.wordpress.content.context import BodyBlock, Context
from blog.importing.wordpress.content.flow import Flow, joined, soup_of, with_paragraph_marks
from blog.importing.wordpress.content.limits import fitted
from blog.importing.wordpress.content.writers import WRITERS

MORE = re.compile(r"<!--\s*more\b.*?-->", re.S | re.I)
INTRO_LENGTH = 300

Flow.writers = WRITERS


def to_blocks(source: str, context: Context) -> list[BodyBlock]:
    """Body blocks as (name, value), in the order of the post."""
    if gutenberg.has_blocks(source):
        context.is_classic = False
        source = gutenberg.to_html(gutenberg.parse(source), context)
    source = shortcodes.expand(source.replace("\r\n", "\n").replace("\r", "\n"), context)
    flow = Flow(context)
    flow.walk(soup_of(with_paragraph_marks(source) if context.is_classic else source).children)
    return joined(part for block in flow.finish() for part in fitted(block, context))


def to_text(source: str) -> str:
    """All text of some HTML on one line, for titles and intros."""
    return rich_text.one_line(soup_of(source).get_text())


def to_title(source: str) -> str:
    """Text of a title. Entities may be written twice; "a < b" is text, not the start of a tag."""
    return rich_text.one_line(html.unescape(soup_of(source).get_text()))


def intro_of(source: str) -> str:
    """The text before the "more" mark, if there is one and it is short enough to be an intro."""
    parts = MORE.split(source, maxsplit=1)
    if len(parts) == 1:
        return ""
    text = to_text(re.sub(r"<!--.*?-->", " ", parts[0], flags=re.S))
    return text if len(text) <= INTRO_LENGTH else ""
