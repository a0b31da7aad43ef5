"""Abstract page types: what every page has, and what every page with a body has."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.search import index

from stoa.core import access, cooking, images, previews, seo, shared_passwords, site_feeds, sites
from stoa.core.access import VisiblePageManager
from stoa.core.blocks import BodyStreamBlock
from stoa.core.checking import Problem
from stoa.core.page_forms import BodyPageForm
from stoa.core.page_rights import PageRights
from stoa.core.panels import ProblemsPanel


class BasePage(Page):
    """SEO fields, share picture, canonical address, breadcrumbs and the access rule."""

    share_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("share image"),
        help_text=_("Shown when the page is shared; else the page's own picture or the site's."),
    )

    promote_panels: ClassVar[list] = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("share_image")], heading=_("For sharing")),
    ]

    #: The template that shows this page as a card on any other page; its input is `page`.
    card_template = "components/card.html"
    #: The schema.org type of the page.
    schema_type = "WebPage"
    #: Has the page's HTML no token and no name in it when everybody may see the page?
    is_same_for_everyone = True
    #: The fields that hold the page's own pictures.
    picture_fields: tuple[str, ...] = ("share_image",)
    #: The type that share previews read (https://ogp.me).
    open_graph_type = "website"
    is_previewed = False

    objects: ClassVar[Any] = VisiblePageManager()

    class Meta:
        abstract = True

    @property
    def card_image(self) -> Any:
        """The picture a card shows, or None."""
        return self.share_image

    @property
    def share_picture(self) -> dict[str, Any] | None:
        """What `images.share_picture` says of the picture that previews show."""
        return images.share_picture(self.share_image or self.card_image)

    @property
    def summary(self) -> str:
        """One or two sentences for cards, feeds and search engines."""
        return self.search_description

    @classmethod
    def prepare_cards(cls, pages: list[Any]) -> None:
        """Load what the cards of these pages show beyond their rows, in a number of queries that does not grow."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return previews.modes(self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == previews.SHARE_CARD:
            return previews.serve_share_card(self, request)
        if previews.is_language(mode_name):
            return previews.serve_translation(self, request, mode_name)
        return super().serve_preview(request, mode_name)

    def _get_site_root_paths(self, cache_object: Any = None, **kwargs: Any) -> list[Any]:
        """Wagtail would ask its cache for each page that is linked."""
        if cache_object is not None:
            cache_object._wagtail_cached_site_root_paths = sites.root_paths()
        return sites.root_paths()

    def listing(self) -> dict[str, Any]:
        """The page's place in lists, as JSON: "tags" (of `stoa.core.pagecache`), and what decides the order there."""
        return {"tags": []}

    def beside(self) -> list[int]:
        """Ids of the pages that show this one because it stands next to them."""
        return []

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None for a page that was found to be open to all; else those of the access rule, which reach further than
        Wagtail's: an alias also follows what stands above its source."""
        if self.__dict__.get("is_open"):
            return PageViewRestriction.objects.none()
        return access.restrictions_on(self)

    def permissions_for_user(self, user: Any) -> PageRights:
        return PageRights(user, self)

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> HttpResponse:
        """Wagtail's would put title, picture and breadcrumbs of the page around the form."""
        return shared_passwords.ask(request, settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE, form, action_url)

    def own_problems(self) -> list[Problem]:
        """What an editor should mend that only pages of this type can lack."""
        return []

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """JSON-LD objects (https://schema.org) that describe this page."""
        return [seo.page_data(self, request), *seo.breadcrumb_data(self, request)]

    def open_graph_details(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Further properties for share previews, such as an article's dates."""
        return []

    @property
    def foreign_language(self) -> str:
        """The page's language where it is not the reader's, for `lang` on what names it; else nothing."""
        language = sites.language_of(self.locale_id)
        return "" if language == get_language() else language

    def feed_links(self, request: HttpRequest) -> list[seo.FeedLink]:
        """The feeds that readers of this page may want to follow; the site's where it has none of its own."""
        return site_feeds.of(sites.language_of(self.locale_id))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self.is_previewed = getattr(request, "is_preview", False)
        head = seo.Head(self, request)
        request.shown_head = head  # type: ignore[attr-defined]  # read where the page has been rendered
        return super().get_context(request, *args, **kwargs) | {"head": head}


class BodyPage(BasePage):
    """A page with a stream of blocks, cooked to HTML when it is published."""

    body = StreamField(BodyStreamBlock(), blank=True, verbose_name=_("body"))
    body_html = models.TextField(blank=True, default="", editable=False)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    cooked = models.JSONField(default=dict, editable=False, blank=True)
    #: The renderer that made the three columns above; anything else than the present one asks for cooking.
    cooked_version = models.CharField(max_length=16, default="", editable=False, db_index=True, blank=True)

    content_panels: ClassVar[list] = [ProblemsPanel(heading=_("To mend")), *BasePage.content_panels]
    base_form_class = BodyPageForm
    #: True for the page type of plain text that belongs to no room; `plain_page_model` finds it.
    is_plain = False

    COOKED_FIELDS = ("body_html", "word_count", "cooked", "cooked_version")

    search_fields: ClassVar[list] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    @cached_property
    def shown_body(self) -> cooking.RenderedBody:
        """The body's HTML and its table of contents: as cooked, or as the draft has them."""
        return cooking.shown_body(self)

    @property
    def reading_minutes(self) -> int:
        words = cooking.count_words(self.shown_body.html) if self.is_previewed else self.word_count
        return max(1, round(words / cooking.WORDS_A_MINUTE))

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [*super().structured_data(request), *seo.faq_data(self.cooked.get("questions", []))]

    @property
    def share_picture(self) -> dict[str, Any] | None:
        if "share" in self.cooked and not self.is_previewed:
            return self.cooked["share"]
        return super().share_picture

    def facts_to_cook(self) -> dict[str, Any]:
        """What this page type wants kept beside its HTML, as JSON."""
        picture = images.share_picture(self.share_image or self.card_image) or {}
        share = {name: value for name, value in picture.items() if name != "rendition"}
        return {"listing": self.listing(), "share": share or None}

    def serializable_data(self) -> dict[str, Any]:
        """The page as a revision stores it: without what is cooked."""
        data = super().serializable_data()
        for name in self.COOKED_FIELDS:
            data.pop(name, None)
        return data

    def with_content_json(self, content: dict[str, Any]) -> "BodyPage":
        """The page as a revision describes it, with the cooked columns as they stand in the row."""
        page = super().with_content_json(content)
        for name in self.COOKED_FIELDS:
            setattr(page, name, getattr(self, name))
        return page


def plain_page_model() -> type[BodyPage]:
    """The page type for plain text, for rooms below the one that has it."""
    return next(model for model in get_page_models() if getattr(model, "is_plain", False))
