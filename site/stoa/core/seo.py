"""What search engines and share previews read: title, canonical address, alternates, JSON-LD."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet, UUIDField
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page

from stoa.core import access, images, kept, sites
from stoa.core.models import SiteSettings
from stoa.core.standing import Given, Standing

if TYPE_CHECKING:
    from stoa.core.pages import BasePage


@dataclass(frozen=True)
class FeedLink:
    """A feed that a page makes known: its media type, title and absolute address."""

    media_type: str
    title: str
    url: str

    @property
    def path(self) -> str:
        """The address within this site."""
        return urlsplit(self.url).path


def _translations(viewer: access.Viewer) -> QuerySet[Page, tuple[int, str]]:
    pages = Page.objects.filter(translation_key=Given("key", UUIDField()), alias_of=None)
    return access.visible_to(pages, viewer).order_by("locale_id").values_list("locale_id", "url_path")


_TRANSLATIONS = Standing(_translations)


class Head:
    """Everything the `<head>` of a page says, worked out when the template asks."""

    #: What a robot must not do, such as "noindex, follow"; nothing for an ordinary page.
    robots = ""

    def __init__(self, page: "BasePage", request: HttpRequest) -> None:
        self.page = page
        self.request = request

    @property
    def title(self) -> str:
        return self.page.seo_title or self.page.title

    @property
    def description(self) -> str:
        return self.page.search_description or self.page.summary

    @cached_property
    def canonical(self) -> str:
        """The one address of the page; a page shown in a language it is not written in names the written one."""
        page = self.page.alias_of or self.page if self.page.alias_of_id else self.page
        return page.get_full_url(self.request) or ""

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """(language code, absolute address) of every visible translation, this page included."""
        rows = _TRANSLATIONS.rows(access.viewer(self.request), key=self.page.translation_key)
        return [(sites.language_of(locale_id), sites.full_address(url_path)) for locale_id, url_path in rows]

    @property
    def default_alternate(self) -> str:
        """Where a reader of none of our languages is best sent (`x-default`), or nothing."""
        return dict(self.alternates).get(settings.LANGUAGE_CODE, "")

    @cached_property
    def feeds(self) -> list[FeedLink]:
        return self.page.feed_links(self.request)

    @property
    def open_graph(self) -> list[tuple[str, str]]:
        """(property, content) of what share previews read (https://ogp.me), the picture's apart."""
        site = SiteSettings.for_request(self.request)
        language = self.page.locale.language_code
        properties = [
            ("og:type", self.page.open_graph_type),
            ("og:site_name", site.site_name),
            ("og:title", self.title),
            ("og:description", self.description),
            ("og:url", self.canonical),
            ("og:locale", open_graph_locale(language)),
            *(("og:locale:alternate", open_graph_locale(code)) for code, _url in self.alternates if code != language),
            *self.page.open_graph_details(self.request),
        ]
        return [(name, content) for name, content in properties if content]

    @cached_property
    def image(self) -> dict[str, Any] | None:
        """{"url", "width", "height", "alt"} of the share picture, absolute."""
        return self.page.share_picture or default_share_picture(self.request)

    @cached_property
    def structured_data(self) -> dict[str, Any]:
        return {"@context": "https://schema.org", "@graph": self.page.structured_data(self.request)}

    @property
    def trail(self) -> list[dict[str, str]]:
        """{"title", "url"} of each page above this one, as the structured data tells it, from the home page down."""
        lists = [thing for thing in self.structured_data["@graph"] if thing["@type"] == "BreadcrumbList"]
        items = lists[0]["itemListElement"][:-1] if lists else []
        return [{"title": item["name"], "url": urlsplit(item["item"]).path} for item in items]


def default_share_picture(request: HttpRequest) -> dict[str, Any] | None:
    site = SiteSettings.for_request(request)
    if site.default_share_image_id is None:
        return None
    return kept.fact(f"share:{site.pk}", lambda: images.share_picture(site.default_share_image))


def open_graph_locale(language: str) -> str:
    """A language with the territory that share previews ask for."""
    return {"en": "en_GB", "es": "es_ES", "bg": "bg_BG"}.get(language, language)


def page_data(page: "BasePage", request: HttpRequest) -> dict[str, Any]:
    """The page itself as a schema.org object."""
    data = {
        "@type": page.schema_type,
        "name": page.title,
        "url": page.get_full_url(request),
        "inLanguage": page.locale.language_code,
        "description": page.search_description or page.summary,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
    }
    return {key: value for key, value in data.items() if value}


def breadcrumb_data(
    page: "BasePage", request: HttpRequest, *, further: Iterable[tuple[str, str]] = ()
) -> list[dict[str, Any]]:
    """A BreadcrumbList, or nothing for the home page. `further` are (title, absolute address) of what leads on."""
    above = [(crumb.title, crumb.full_url) for crumb in sites.trail(page)]
    return [breadcrumbs([*above, (page.title, page.get_full_url(request)), *further])] if above else []


def breadcrumbs(steps: Iterable[tuple[str, str | None]]) -> dict[str, Any]:
    """The BreadcrumbList of these (title, absolute address), from the home page down."""
    items = [
        {"@type": "ListItem", "position": position, "name": title, "item": address}
        for position, (title, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def faq_data(questions: list[dict[str, str]]) -> list[dict[str, Any]]:
    """A FAQPage of {"question", "answer"}, or nothing where none is asked."""
    if not questions:
        return []
    entities = [
        {
            "@type": "Question",
            "name": item["question"],
            "acceptedAnswer": {"@type": "Answer", "text": item["answer"]},
        }
        for item in questions
    ]
    return [{"@type": "FAQPage", "mainEntity": entities}]
