"""Sections of the home page."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from blog.models import BlogIndexPage, BlogPostPage
from community.reactions import rankings
from home.links import LeadingBlock
from stoa.core import access, pagecache
from stoa.core.blocks.links import ButtonBlock
from stoa.core.blocks.text import QuoteBlock, RichTextBlock

SECTIONS = _("Sections")


class HeroBlock(LeadingBlock):
    """The first thing a visitor sees."""

    eyebrow = blocks.CharBlock(label=_("Line above"), required=False, max_length=80)
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False)
    image = ImageChooserBlock(label=_("Image"), required=False)
    image_alt = blocks.CharBlock(label=_("Alternative text"), required=False, max_length=300)
    buttons = blocks.ListBlock(ButtonBlock(), label=_("Buttons"), max_num=2, default=[])

    def pages_linked(self, value: Any) -> Iterable[Page | None]:
        return [button.get("page") for button in value.get("buttons")]

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """`buttons` are (button, where it leads)."""
        context = super().get_context(value, parent_context)
        buttons = value.get("buttons")
        ways = [(button, context["links"].address(button.get("page")) or button.get("url")) for button in buttons]
        context["buttons"] = [(button, href) for button, href in ways if href]
        return context

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


class FeaturedPagesBlock(LeadingBlock):
    """Chosen pages, the first one large."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Pages"), min_num=1, max_num=7)

    def pages_shown(self, value: Any) -> Iterable[Page | None]:
        return value.get("pages")

    pages_featured = pages_shown

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        cards = [context["links"].card(page) for page in value.get("pages")]
        context["cards"] = [card for card in cards if card]
        return context

    class Meta:
        icon = "pin"
        label = _("Featured pages")
        group = SECTIONS
        description = _("Pages chosen by hand.")
        template = "home/blocks/featured_pages.html"
        preview_value = staticmethod(sample_pages)


class LatestPostsBlock(blocks.StructBlock):
    """The newest posts, by themselves; those that the page features already are left out."""

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
            featured = context["links"].featured if "links" in context else ()
            posts = list(posts.exclude(pk__in=featured).newest_first().for_cards()[:count])
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


class MostSeenBlock(blocks.StructBlock):
    """What readers look at most, by themselves."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    count = blocks.IntegerBlock(label=_("How many"), default=5, min_value=1, max_value=10)
    days = blocks.IntegerBlock(
        label=_("Of how many days"), default=30, min_value=1, max_value=365, help_text=_("Today is the last of them.")
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """`ranked`: what there is in the reader’s language; as old as the cached page around it, which is minutes."""
        context = super().get_context(value, parent_context)
        days, count = value.get("days") or 30, value.get("count") or 5
        context["ranked"] = rankings.ranking("post", days=days, limit=count, language=get_language() or "")
        return context

    class Meta:
        icon = "view"
        label = _("Most read")
        group = SECTIONS
        description = _("The posts that were read most lately.")
        template = "home/blocks/most_seen.html"
        preview_value = {"title": "Most read", "count": 3, "days": 30}


class CardItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), required=False)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)

    class Meta:
        icon = "form"
        label = _("Card")


class CardsBlock(LeadingBlock):
    """Short texts side by side."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    cards = blocks.ListBlock(CardItemBlock(), label=_("Cards"), min_num=1, max_num=12)

    def pages_shown(self, value: Any) -> Iterable[Page | None]:
        return [card.get("page") for card in value.get("cards")]

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """`cards` are (card, the page it leads to or None)."""
        context = super().get_context(value, parent_context)
        context["cards"] = [(card, context["links"].card(card.get("page"))) for card in value.get("cards")]
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
    most_seen = MostSeenBlock()
    cards = CardsBlock()
    quote = QuoteBlock()
    rich_text = RichTextBlock()
