"""Blocks that lead on: button, card of any page, questions and answers."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import RichText

from stoa.core import sites
from stoa.core.blocks.choices import TextChoiceBlock
from stoa.core.blocks.samples import sample_card
from stoa.core.blocks.text import INLINE_FEATURES
from stoa.core.cards import cards_of

LINKS = _("Links")


class LinkValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Where it leads, in the active language; "" when the chosen page is gone. A page costs a query."""
        page = self.get("page")
        named = sites.pages_named([page.pk], get_language() or "") if page else {}
        addresses = [address for _title, address in named.values()]
        return addresses[0] if addresses else self.get("url") or ""


class ButtonBlock(blocks.StructBlock):
    """A call to action."""

    label = blocks.CharBlock(label=_("Label"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)
    style = TextChoiceBlock(
        label=_("Style"), choices=[("primary", _("primary")), ("secondary", _("secondary"))], default="primary"
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned.get("page") and not cleaned.get("url"):
            raise StructBlockValidationError({"page": ValidationError(_("Choose a page or type an address."))})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Button")
        group = LINKS
        description = _("A call to action that leads to a page.")
        template = "blocks/button.html"
        value_class = LinkValue
        preview_value = {"label": "Read on", "page": None, "url": "https://example.org/", "style": "primary"}


class CardBlock(blocks.StructBlock):
    """A card of any page, by the template that the page's own type names."""

    page = blocks.PageChooserBlock(label=_("Page"))

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        # A body is cooked once for everybody, so a card shows what everybody may see.
        context["card"] = next(iter(cards_of([value.get("page")], AnonymousUser())), None)
        return context

    class Meta:
        icon = "doc-full"
        label = _("Card of a page")
        group = LINKS
        description = _("Shows a post, course or product as a card.")
        template = "blocks/card.html"
        preview_value = staticmethod(sample_card)


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=255)
    answer = blocks.RichTextBlock(label=_("Answer"), features=INLINE_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")


class FaqBlock(blocks.StructBlock):
    """Questions that open to their answers."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    items = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = LINKS
        description = _("Questions that open to their answers.")
        template = "blocks/faq.html"
        preview_value = {
            "title": "Questions",
            "items": [{"question": "Does it need glue?", "answer": RichText("<p>Not if the joint is good.</p>")}],
        }
