"""What stands around every page: site name, menus, languages. One object a request, worked out when asked."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from stoa.core import images, kept, pagecache, seo, site_feeds, site_icon, sites
from stoa.core.models import SiteSettings, SiteText


@dataclass(frozen=True)
class MenuItem:
    """A link of a menu; `is_current` when the reader is there or below."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class LanguageChoice:
    """A language of the switcher, its own name, and where this page is in it."""

    code: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """What is the same around every page of a language: texts, links of the menus, the logo ready to show."""

    text: SiteText | None
    header_menu: list[tuple[str, str]]
    footer_menu: list[tuple[str, str]]


class Chrome:
    """Names, menus and languages around the page that `request` shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def settings(self) -> SiteSettings:
        return SiteSettings.for_request(self.request)

    @cached_property
    def logo(self) -> dict[str, str] | None:
        """The logo as a cooked picture of preset "logo"."""
        site = self.settings
        if site.logo_id is None:
            return None
        return kept.fact(
            f"logo:{site.pk}",
            lambda: images.cooked_picture(site.logo, "logo", loading="eager"),
        )

    @property
    def is_for_one(self) -> bool:
        """Whether the answer may name who asks: nobody else gets it."""
        return not pagecache.is_public(self.request)

    @property
    def icon(self) -> site_icon.SiteIcon:
        return site_icon.of(self.settings)

    @property
    def text(self) -> SiteText | None:
        """The site's words in this language, else in the default one."""
        return self._frame.text

    @property
    def feed(self) -> seo.FeedLink | None:
        """The site's feed in this language."""
        return next(iter(site_feeds.of(get_language() or settings.LANGUAGE_CODE)), None)

    @cached_property
    def home_url(self) -> str:
        return f"/{get_language()}/"

    @cached_property
    def search_url(self) -> str:
        return search_address()

    @cached_property
    def header_menu(self) -> list[MenuItem]:
        return self._menu(self._frame.header_menu)

    @cached_property
    def footer_menu(self) -> list[MenuItem]:
        return self._menu(self._frame.footer_menu)

    @cached_property
    def _frame(self) -> Frame:
        language = get_language() or settings.LANGUAGE_CODE
        return kept.fact(f"frame:{language}", lambda: _frame(language))

    def _menu(self, links: list[tuple[str, str]]) -> list[MenuItem]:
        return [MenuItem(label, url, self._is_current(url)) for label, url in links]

    @cached_property
    def languages(self) -> list[LanguageChoice]:
        """Every language; a page without a translation leads to that language's home."""
        head: seo.Head | None = getattr(self.request, "shown_head", None)
        addresses = dict(head.alternates) if head else {}
        current = get_language()
        return [
            LanguageChoice(code, name, addresses.get(code) or f"/{code}/", code == current)
            for code, name in settings.LANGUAGES
        ]

    def _is_current(self, url: str) -> bool:
        path = self.request.path
        return path == url or (url not in ("/", self.home_url) and path.startswith(url))


def _frame(language: str) -> Frame:
    """Three queries, whatever the menus hold."""
    texts = {sites.language_of(text.locale_id): text for text in SiteText.objects.all()}
    text = texts.get(language) or texts.get(settings.LANGUAGE_CODE)
    if text is None:
        return Frame(None, [], [])
    menus = [[link["value"] for link in menu.raw_data] for menu in (text.header_menu, text.footer_menu)]
    pages = sites.pages_named([link["page"] for menu in menus for link in menu if link.get("page")], language)
    header, footer = ([named for link in menu if (named := _named(link, pages))] for menu in menus)
    return Frame(text, header, footer)


def _named(link: dict[str, Any], pages: dict[int, tuple[str, str]]) -> tuple[str, str] | None:
    """(label, address) of a menu's link; nothing for a page that is gone."""
    label, page_id = link.get("label"), link.get("page")
    if page_id:
        title, url = pages.get(page_id, ("", ""))
        return (label or title, url) if url else None
    url = link.get("url") or ""
    return (label or url, url) if url else None


def search_address() -> str:
    """Where one searches in the active language; "" on a site without a search."""
    try:
        return reverse("search")
    except NoReverseMatch:
        return ""


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome`."""
    return {"chrome": Chrome(request)}
