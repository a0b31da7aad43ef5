"""Blocks of words: rich text, Markdown, heading, quote, code, call-out, raw HTML."""

from functools import cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from pygments.lexers import get_all_lexers
from wagtail import blocks
from wagtail.rich_text import RichText

from stoa.core import markup, outline
from stoa.core.blocks.choices import TextChoiceBlock

TEXT = _("Text")
RICH_TEXT_FEATURES = [
    "bold", "italic", "link", "document-link", "ol", "ul", "hr", "code", "superscript", "subscript", "strikethrough",
    "h2", "h3", "h4", "blockquote",
]  # fmt: skip
CALLOUTS = [("note", _("Note")), ("tip", _("Tip")), ("warning", _("Warning")), ("important", _("Important"))]
INLINE_FEATURES = ["bold", "italic", "link", "document-link", "code", "ol", "ul"]


class RichTextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links, typed as one reads."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=RICH_TEXT_FEATURES, **kwargs)

    def get_context(self, value: RichText, parent_context: dict | None = None) -> dict:
        html = outline.of_context(parent_context).anchored(str(value or ""))
        return super().get_context(value, parent_context) | {"html": html}

    def get_searchable_content(self, value: RichText) -> list[str]:
        return [markup.indexed_text(value.source)]

    class Meta:
        icon = "pilcrow"
        label = _("Rich text")
        group = TEXT
        description = _("Paragraphs, lists and links.")
        template = "blocks/rich_text.html"
        preview_value = RichText("<p>A paragraph with <b>weight</b>, <i>tone</i> and a <a href='#'>link</a>.</p>")


class MarkdownBlock(blocks.TextBlock):
    """CommonMark with tables; HTML inside is shown as text."""

    def get_context(self, value: str, parent_context: dict | None = None) -> dict:
        html = outline.of_context(parent_context).anchored(markup.markdown(value or ""))
        return super().get_context(value, parent_context) | {"html": html}

    class Meta:
        icon = "code"
        label = _("Markdown")
        group = TEXT
        description = _("Text in Markdown.")
        template = "blocks/markdown.html"
        preview_value = "A paragraph with **weight**, *tone* and `code`.\n\n- one\n- two"


class HeadingBlock(blocks.StructBlock):
    """A heading of level 2 to 4; long posts list the upper two as their contents."""

    text = blocks.CharBlock(label=_("Text"), max_length=255)
    level = TextChoiceBlock(label=_("Level"), choices=[("h2", "2"), ("h3", "3"), ("h4", "4")], default="h2")

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        level = value.get("level") or "h2"
        anchor = outline.of_context(parent_context).add(level=int(level[1:]), text=value.get("text") or "")
        return super().get_context(value, parent_context) | {"level": level, "anchor": anchor}

    class Meta:
        icon = "title"
        label = _("Heading")
        group = TEXT
        description = _("A heading; levels 2 and 3 make up the table of contents.")
        template = "blocks/heading.html"
        preview_value = {"text": "A turn in the argument", "level": "h2"}


class QuoteBlock(blocks.StructBlock):
    """Somebody's words and where they stand."""

    text = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)
    url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = TEXT
        description = _("A quotation with its source.")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Simple is not the start of a thing but its end.",
            "attribution": "A joiner",
            "source": "",
            "url": "",
        }


@cache
def code_languages() -> list[tuple[str, str]]:
    """(alias, name) of every language Pygments highlights, by name."""
    return sorted(
        ((aliases[0], name) for name, aliases, *_rest in get_all_lexers(plugins=False) if aliases),
        key=lambda pair: pair[1].lower(),
    )


class CodeValue(blocks.StructValue):
    @property
    def highlighted(self) -> SafeString:
        return markup.highlighted(self.get("code") or "", self.get("language") or "text")


class CodeBlock(blocks.StructBlock):
    """A program listing, highlighted when the body is cooked."""

    language = TextChoiceBlock(label=_("Language"), choices=code_languages, default="text", required=False)
    filename = blocks.CharBlock(label=_("File name"), required=False, max_length=120)
    code = blocks.TextBlock(label=_("Code"))

    class Meta:
        icon = "code"
        label = _("Code")
        group = TEXT
        description = _("A listing with highlighting.")
        template = "blocks/code.html"
        value_class = CodeValue
        preview_value = {
            "language": "python",
            "filename": "greet.py",
            "code": 'def greet(name):\n    return f"Hello, {name}"',
        }


class CalloutValue(blocks.StructValue):
    @property
    def heading(self) -> str:
        """The title; without one the kind, which colour alone would not tell everybody."""
        return self.get("title") or str(dict(CALLOUTS).get(self.get("kind"), ""))


class CalloutBlock(blocks.StructBlock):
    """A note beside the argument."""

    kind = TextChoiceBlock(label=_("Kind"), choices=CALLOUTS, default="note")
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        group = TEXT
        description = _("A note, tip or warning set apart.")
        template = "blocks/callout.html"
        value_class = CalloutValue
        preview_value = {"kind": "tip", "title": "Measure first", "text": RichText("<p>Then cut once.</p>")}


class RawHtmlBlock(blocks.RawHTMLBlock):
    """HTML as typed. Only superusers may add or change it (`stoa.core.page_forms`)."""

    class Meta:
        icon = "code"
        label = _("Raw HTML")
        group = TEXT
        description = _("HTML that goes out as it is; superusers only.")
        template = "blocks/raw_html.html"
        preview_value = "<p>HTML</p>"
