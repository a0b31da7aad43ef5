"""The stream of all body blocks."""

from wagtail import blocks

from stoa.core.blocks.links import ButtonBlock, CardBlock, FaqBlock
from stoa.core.blocks.media import EmbedBlock, FileBlock, GalleryBlock, ImageBlock, TableBlock
from stoa.core.blocks.text import (
    CalloutBlock,
    CodeBlock,
    HeadingBlock,
    MarkdownBlock,
    QuoteBlock,
    RawHtmlBlock,
    RichTextBlock,
)


class BodyStreamBlock(blocks.StreamBlock):
    """What the body of a page is made of."""

    rich_text = RichTextBlock()
    heading = HeadingBlock()
    markdown = MarkdownBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    code = CodeBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    table = TableBlock()
    file = FileBlock()
    button = ButtonBlock()
    card = CardBlock()
    faq = FaqBlock()
    raw_html = RawHtmlBlock()

    class Meta:
        template = "blocks/stream.html"
