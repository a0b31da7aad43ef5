"""Sections of the home page."""

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from blog.models import BlogIndexPage, BlogPostPage
from stoa.core import access, pagecache
from stoa.core.blocks.links import ButtonBlock
from stoa.core.blocks.text import QuoteBlock, RichTextBlock
from stoa.core.cards import cards_of

SECTIONS = _("Sections")


class HeroBlock(blocks.StructBlock):
    """The first thing a visitor sees."""

    eyebrow = blocks.CharBlock(label=_("Line above"), required=False, max_length=80)
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False)
    image = ImageChooserBlock(label=_("Image"), required=False)
    image_alt = blocks.CharBlock(label=_("Alternative text"), required=False, max_length=300)
    buttons = blocks.ListBlock(ButtonBlock(), label=_("Buttons"), max_num=2, default=[])

    class Meta:
        icon = "pick"
        label = _("Hero")
        group = SECTIONS
        description = _("Large title, text and picture.")
        template = "home/blocks/hero.html"
        preview_value: ClassVar[dict[str, Any]] = {
            "eyebrow": "Since today",
            "title": "Made well",
            "text": "About making things well.",
            "image": None,
            "buttons": [],
        }


def sample_pages() -> dict[str, Any]:
    """The newest posts, for the picker's preview."""
    posts = BlogPostPage.objects.visible_to(AnonymousUser()).newest_first()
    return {"title": "Begin here", "pages": [post.page_ptr for post in posts[:3]]}


def _shown_cards(context: dict, pages: Any) -> list[Any]:
    """The cards of `pages` that the reader may see; the answer is said to show them."""
    request = context.get("request")
    cards = cards_of(pages, access.viewer(request) if request else AnonymousUser())
    if request:
        pagecache.shows(request, *(pagecache.page_tag(page) for page in cards))
    return cards


class FeaturedPagesBlock(blocks.StructBlock):
    """Chosen pages, the first one large."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Pages"), min_num=1, max_num=7)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["cards"] = _shown_cards(context, value.get("pages"))
        return context

    class Meta:
        icon = "pin"
        label = _("Featured pages")
        group = SECTIONS
        description = _("Pages chosen by hand.")
        template = "home/blocks/featured_pages.html"
        preview_value = staticmethod(sample_pages)


class LatestPostsBlock(blocks.StructBlock):
    """The newest posts, by themselves."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    count = blocks.IntegerBlock(label=_("How many"), default=6, min_value=1, max_value=24)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        request = context.get("request")
        page = context.get("page")
        posts: Any = BlogPostPage.objects.none()
        if request is not None and page is not None:
            count = value.get("count") or 6
            posts = BlogPostPage.objects.visible_to(access.viewer(request)).filter(locale=page.locale_id)
            posts = list(posts.newest_first().for_cards()[:count])
            pagecache.shows(request, f"posts:{page.locale_id}", *(pagecache.page_tag(post) for post in posts))
            blogs = BlogIndexPage.objects.visible_to(access.viewer(request)).filter(locale=page.locale_id)
            context["blog"] = blogs.order_by("path").first()
        context["posts"] = posts
        return context

    class Meta:
        icon = "list-ul"
        label = _("Latest posts")
        group = SECTIONS
        description = _("The newest posts.")
        template = "home/blocks/latest_posts.html"
        preview_value = {"title": "Latest", "count": 3}


class CardItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), required=False)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)

    class Meta:
        icon = "form"
        label = _("Card")


class CardsBlock(blocks.StructBlock):
    """Short texts side by side."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    cards = blocks.ListBlock(CardItemBlock(), label=_("Cards"), min_num=1, max_num=12)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """`cards` are (item, the page it leads to or None)."""
        context = super().get_context(value, parent_context)
        items = list(value.get("cards"))
        shown = _shown_cards(context, [item.get("page") for item in items])
        by_key = {page.translation_key: page for page in shown}
        context["cards"] = [(item, by_key.get(getattr(item.get("page"), "translation_key", None))) for item in items]
        return context

    class Meta:
        icon = "grip"
        label = _("Cards")
        group = SECTIONS
        description = _("Short texts side by side, each may lead on.")
        template = "home/blocks/cards.html"
        preview_value = {"title": "What we do", "cards": [{"title": "Write", "text": "Long and slow.", "page": None}]}


class SectionStreamBlock(blocks.StreamBlock):
    """What the home page is made of."""

    hero = HeroBlock()
    featured_pages = FeaturedPagesBlock()
    latest_posts = LatestPostsBlock()
    cards = CardsBlock()
    quote = QuoteBlock()
    rich_text = RichTextBlock()
