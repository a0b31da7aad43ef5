"""Blocks of pictures, files and players: image, gallery, file, embed, table."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from stoa.core.blocks.choices import TextChoiceBlock
from stoa.core.blocks.samples import sample_file, sample_gallery, sample_image
from stoa.core.embeds import Player, find_player

MEDIA = _("Media")


class PictureValue(blocks.StructValue):
    @property
    def alt_text(self) -> str:
        """Empty for decoration, else the alternative text given here or with the picture."""
        if self.get("decorative"):
            return ""
        image = self.get("image")
        return self.get("alt") or (image.description if image else "")


class ImageBlock(blocks.StructBlock):
    """A picture with its alternative text and caption."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"), required=False, max_length=300, help_text=_("What one would say on the telephone.")
    )
    decorative = blocks.BooleanBlock(label=_("Only decoration"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    width = TextChoiceBlock(
        label=_("Width"),
        choices=[("text", _("as the text")), ("wide", _("wider")), ("full", _("full"))],
        default="text",
    )

    class Meta:
        icon = "image"
        label = _("Image")
        group = MEDIA
        description = _("A picture with a caption.")
        template = "blocks/image.html"
        value_class = PictureValue
        preview_value = staticmethod(sample_image)


class GalleryImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("Alternative text"), required=False, max_length=300)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        value_class = PictureValue


class GalleryBlock(blocks.StructBlock):
    """Pictures side by side; a click shows one large."""

    images = blocks.ListBlock(GalleryImageBlock(), label=_("Pictures"), min_num=1, max_num=60)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "grip"
        label = _("Gallery")
        group = MEDIA
        description = _("Several pictures side by side.")
        template = "blocks/gallery.html"
        preview_value = staticmethod(sample_gallery)


class FileBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    description = blocks.CharBlock(label=_("Description"), required=False, max_length=300)

    class Meta:
        icon = "download"
        label = _("File")
        group = MEDIA
        description = _("A document to download.")
        template = "blocks/file.html"
        preview_value = staticmethod(sample_file)


class EmbedValue(blocks.StructValue):
    @property
    def player(self) -> Player | None:
        return find_player(self.get("url") or "")


class EmbedBlock(blocks.StructBlock):
    """A video elsewhere; nothing is loaded from there until the reader clicks."""

    url = blocks.URLBlock(
        label=_("Address"), help_text=_("A YouTube or Vimeo address plays in the page; others become a link.")
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Embed")
        group = MEDIA
        description = _("A video from elsewhere, loaded on a click.")
        template = "blocks/embed.html"
        value_class = EmbedValue
        preview_value = {"url": "https://vimeo.com/76979871", "title": "A short film", "caption": ""}


class TableBlock(WagtailTableBlock):
    """Rows and columns of text."""

    def get_table_options(self, table_options: dict[str, Any] | None = None) -> dict[str, Any]:
        """The grid comes with this language alone, and complains in the console about each other one."""
        return super().get_table_options(table_options) | {"language": "en-US"}

    class Meta:
        icon = "table"
        label = _("Table")
        group = MEDIA
        description = _("Rows and columns.")
        template = "blocks/table.html"
        preview_value = {
            "data": [["Wood", "Hardness"], ["Ash", "5.9"], ["Pine", "1.7"]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "Two woods",
        }
